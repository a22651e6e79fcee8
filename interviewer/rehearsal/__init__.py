"""Whole interviews without a person: candidates who are made to know something, and how much of it was found out."""
