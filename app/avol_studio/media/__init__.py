"""Media input and output: files, cameras, microphones, clocks, audio output."""
