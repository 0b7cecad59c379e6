"""Small experiments on the paper's claims, on synthetic or real data."""
