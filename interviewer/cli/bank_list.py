"""`interviewer bank list`: the questions that are wanted, and which banks they are from."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from interviewer.bank.faults import nearest
from interviewer.bank.question import topic_of
from interviewer.errors import UsageError
from interviewer.text.display import printable, shorten

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from rich.console import Console
    from rich.table import Table

    from interviewer.bank.index import Bank, Header
    from interviewer.cli.banks import BankPlace

TABLE_COLUMNS = 72
"""In a narrower terminal the list has no table."""
SHORT_QUESTION = 100
"""How many characters of a question the list shows there."""


class Filter(Struct, frozen=True, kw_only=True):
    """Which questions are wanted. What is empty leaves out nothing."""

    topics: tuple[str, ...] = ()
    """Any of them."""
    level: str | None = None
    tags: tuple[str, ...] = ()
    """All of them."""
    text: str = ""
    """Stands in the question, in any case."""

    def wants(self, header: Header) -> bool:
        """Whether that question is one of them."""
        return (
            (not self.topics or topic_of(header.question_id) in self.topics)
            and self.level in (None, header.level)
            and set(self.tags) <= set(header.tags)
            and self.text.casefold() in header.question.casefold()
        )


def filtered(headers: Sequence[Header], wanted: Filter) -> list[Header]:
    """The questions that are wanted. Raises UsageError for a topic or a tag that no question has."""
    _refuse_unknown("topic", wanted.topics, {topic_of(header.question_id) for header in headers})
    _refuse_unknown("tag", wanted.tags, {tag for header in headers for tag in header.tags})
    return [header for header in headers if wanted.wants(header)]


def _refuse_unknown(kind: str, names: Collection[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            raise UsageError(f"The bank has no {kind} `{name}`.", nearest(name, sorted(known)))


def list_questions(console: Console, headers: Sequence[Header], *, plain: bool) -> None:
    """A table in a terminal that has room for it, a short paragraph each in one that has not, tabs in a pipe."""
    if not console.is_terminal:
        for header in headers:
            question = " ".join(header.question.split())
            sys.stdout.write(f"{header.question_id}\t{header.level}\t{header.minutes}\t{printable(question)}\n")
    elif plain or console.width < TABLE_COLUMNS:
        for header in headers:
            console.print(header.question_id, style="bold")
            console.print(f"{header.level}, {header.minutes} min")
            console.print(f"{shorten(header.question, SHORT_QUESTION)}\n")
    elif headers:
        console.print(_table(headers, console.width))


def say_about_banks(console: Console, bank: Bank, places: Sequence[BankPlace], shown: int) -> None:
    """How many questions of how many were shown; where there are several banks, which; and what was left out."""
    console.print(f"{shown} of {len(bank.headers)} questions.")
    if len(places) > 1:
        for line in _banks(bank, places):
            console.print(line, soft_wrap=True)
    for problem in bank.problems:
        console.print(f"Left out: {printable(str(problem), keep_newlines=False)}", soft_wrap=True)


def _banks(bank: Bank, places: Sequence[BankPlace]) -> Iterator[str]:
    used = Counter(bank.path(header.question_id).parent.parent for header in bank.headers)
    for place in places:
        yield f"{used[place.folder]} from {printable(place.name, keep_newlines=False)}"


def _table(headers: Sequence[Header], width: int) -> Table:
    from rich.table import Column, Table

    table = Table("question", "level", Column("min", justify="right"), "asks", box=None, pad_edge=False)
    widest = max(len(header.question_id) for header in headers)
    room = max(20, width - widest - len("  junior  min  "))
    for header in headers:
        table.add_row(header.question_id, header.level, str(header.minutes), shorten(header.question, room))
    return table
