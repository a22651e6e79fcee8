"""A part of a prompt in a file of its own: the manner of a persona, or what one kind of move is for.

Front matter with a version, then the words, which are the same in every request.
"""

from __future__ import annotations

from msgspec import Struct

from interviewer.errors import UsageError
from interviewer.prompting.template import front_matter, hash_of, normal, parsed_variables, split_head, version_in


class Part(Struct, frozen=True, kw_only=True):
    """The words of a part. Made by `load_part`."""

    text: str
    name: str
    """`personas/tough`."""
    version: int
    hash: str
    """12 hexadecimal digits of the file."""


def load_part(text: str, name: str) -> Part:
    """The part that a file `<name>.md` with this text holds. Raises UsageError when it is not one."""
    text = normal(text)
    found = split_head(text)
    if found is None or not found[1].strip():
        raise UsageError(f"{name}.md is no part of a prompt.", "It has front matter between lines `---`, then words.")
    head = front_matter(found[0], name, ("version",))
    if used := parsed_variables(found[1], name):
        raise UsageError(f"{name}.md: the variable `{min(used)}` is unknown.", "A part of a prompt takes none.")
    return Part(text=found[1].strip().replace("$$", "$"), name=name, version=version_in(head, name), hash=hash_of(text))
