"""Faults to be planted: each a patch that leaks or loses something, and the detector to see it."""
