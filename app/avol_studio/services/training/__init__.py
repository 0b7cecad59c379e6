"""The training of the tiny network, in a process of its own."""
