"""The studio's window: everything a person sees, and nothing else."""
