"""The functions that compute the checked numbers of lessons."""
