"""Faces, coverage, fallback and subsetting: the role table of the house."""
