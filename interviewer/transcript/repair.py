"""A mis-hearing and what is proposed in its place."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace


class Repair(Struct, frozen=True, kw_only=True):
    """A proposal to read `text[start:end]` otherwise. Nothing is changed until a person says so."""

    start: int
    end: int
    heard: str
    """The text at that place."""
    meant: str
    """What is proposed: `C3 linearization`."""

    def overlaps(self, place: tuple[int, int]) -> bool:
        """Whether it changes anything of `text[place[0]:place[1]]`."""
        return self.start < place[1] and place[0] < self.end

    def is_within(self, start: int, end: int) -> bool:
        """Whether it changes nothing but `text[start:end]`."""
        return start <= self.start and self.end <= end

    def put(self, meant: str, text: str) -> str:
        """The text with that in this place; apart from a number that was glued to it."""
        before = text[: self.start]
        blank = " " if before[-1:].isdigit() else ""
        return f"{before}{blank}{meant}{text[self.end :]}"

    def moved(self, by: int) -> Repair:
        """The same, where so many characters more stand before it."""
        return replace(self, start=self.start + by, end=self.end + by)


def repaired(text: str, repairs: Iterable[Repair]) -> str:
    """The text with those repairs, which do not overlap, carried out.

    >>> repaired("the gill", [Repair(start=4, end=8, heard="gill", meant="GIL")])
    'the GIL'
    """
    for repair in sorted(repairs, key=lambda each: each.start, reverse=True):
        text = repair.put(repair.meant, text)
    return text
