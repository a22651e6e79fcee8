"""The parser of every command: what is wrong with the arguments is one line, as every other failure is."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

from interviewer.errors import UsageError

REWORDED = (
    (r"argument (?P<name>.+?): invalid int value: (?P<given>.*)", "{name} takes a whole number, not {given}."),
    (r"argument (?P<name>.+?): invalid float value: (?P<given>.*)", "{name} takes a number, not {given}."),
    (
        r"argument (?P<name>.+?): invalid choice: (?P<given>.*) \(choose from (?P<choices>.*)\)",
        "{name} takes {choices}, not {given}.",
    ),
    (r"argument (?P<name>.+?): expected one argument", "{name} needs a value."),
    (r"the following arguments are required: (?P<name>.*)", "{name} is missing{accepted}."),
    (r"unrecognized arguments: (?P<given>.*)", "`{given}` is not understood{near}."),
)
"""What argparse says, and what we do."""


class Parser(argparse.ArgumentParser):
    """An argparse parser that raises UsageError; its sub-parsers are of this kind, too."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError with the message in our words."""
        raise UsageError(self._reworded(message), f"`{self.prog} --help` says more.")

    def _reworded(self, message: str) -> str:
        for pattern, words in REWORDED:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                said = found.groupdict()
                if "choices" in said:
                    said["choices"] = _either(said["choices"].replace("'", "").split(", "))
                return words.format(**said, accepted=self._accepted(), near=self._near(said.get("given")))
        return f"{message.removeprefix('argument ')}."

    def _accepted(self) -> str:
        """The sub-commands, where there are some."""
        choices = [name for action in self._actions if not action.option_strings for name in action.choices or ()]
        return f": {_either(choices)}" if choices else ""

    def _near(self, given: str | None) -> str:
        """The option that may be meant, or all that there are, for what looks like one."""
        if not given or not given.startswith("-"):
            return ""
        from difflib import get_close_matches  # 2 ms that only a slip costs

        options = [name for name in self._option_string_actions if name.startswith("--")]
        near = get_close_matches(re.split("[= ]", given)[0], options, n=1)
        if near:
            return f" (did you mean `{near[0]}`?)"
        # Of a sub-command's own options the parser above it, which finds this, knows nothing.
        return "" if self._accepted() else f" (there are {', '.join(options)})"


def _either(choices: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(choices[:-1]), choices[-1]]))
