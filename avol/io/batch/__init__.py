"""Localizes many files: folders and lists, resumable, in several processes or on Ray."""
