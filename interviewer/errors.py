"""What can go wrong, as the person at the terminal reads it.

* InterviewerError           a known failure: one sentence, and what to do about it; exit status 1
  * UsageError               the command line, the configuration or a file of the user's is wrong; exit status 2
    * BankError              a bank file is wrong; says file, line and column
    * UnusableKeyError       the key of a model is missing, or is none
  * JournalError             the journal cannot be read or written
  * ModelFailedError         a model gave no usable reply
"""


class InterviewerError(Exception):
    """A failure that is shown as one line: `message`, then `hint` (what to do; may be empty)."""

    exit_status = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class UsageError(InterviewerError):
    """The command line, the configuration or a file of the user's is wrong."""

    exit_status = 2


class BankError(UsageError):
    """A bank file is wrong; the message begins with file:line:column where one is known."""


class UnusableKeyError(UsageError):
    """The key of a model is missing, or cannot be one. `variable` is the name of the variable that should hold it."""

    def __init__(self, message: str, hint: str, variable: str) -> None:
        super().__init__(message, hint)
        self.variable = variable


class JournalError(InterviewerError):
    """The journal cannot be read or written."""


class ModelFailedError(InterviewerError):
    """A model gave no usable reply. `kind` is a short slug that tells one failure from another."""

    def __init__(self, kind: str, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.kind = kind
