"""Measures graders: labelled answers and attacks in, figures out, and the card that says how far to trust one."""
