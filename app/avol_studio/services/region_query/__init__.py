"""Asking the picture: which seconds of the sound track does this place of it make?"""
