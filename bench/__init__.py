"""Measurements: each figure beside its reference, taken in the same run."""
