"""Verdicts on what a candidate said, the evidence for them, and the arithmetic."""
