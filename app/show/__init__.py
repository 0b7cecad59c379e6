"""The show: presenter mode, the sounds that are asked about, recording, on one window."""
