"""The rubric report: one model of it, and its views."""
