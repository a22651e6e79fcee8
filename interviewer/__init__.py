"""A mock technical interviewer for Python developers, in the terminal."""

__version__ = "0.1.0"
