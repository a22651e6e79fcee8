"""A person of a test, who answers from a list."""

from __future__ import annotations

from interviewer.cli.asking import Left

LEAVES = "\x04"
"""Instead of an answer: Ctrl-C or Ctrl-D."""


class Script:
    """Gives the answers in turn; `told` is all that there was to read, prompts and all."""

    def __init__(self, *answers: str) -> None:
        self._answers = list(answers)
        self._told: list[str] = []

    def say(self, text: str, *, strong: bool = False) -> None:
        self._told.append(text)

    def show(self, text: str) -> None:
        self._told.append(text)

    def line(self, prompt: str) -> str:
        self._told.append(prompt)
        assert self._answers, f"nothing left to answer with:\n{self.told}"
        answer = self._answers.pop(0)
        if answer == LEAVES:
            raise Left
        return answer

    def secret(self, prompt: str) -> str:
        return self.line(prompt)

    @property
    def told(self) -> str:
        return "\n".join(self._told)

    @property
    def is_done(self) -> bool:
        """Whether everything was asked that was expected to be."""
        return not self._answers
