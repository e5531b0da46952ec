"""Detectors: one for each promise, each seen to go red on a planted fault. See README.md."""
