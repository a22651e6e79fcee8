"""`python -m interviewer` is the command `interviewer`."""

from interviewer.cli.main import run

run()
