"""The study links of a bank: each once, with the questions that name it, and what is odd about its shape.

Whether a page is there is for a person to see: nothing here uses a network.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from interviewer.bank.problem import in_order

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from interviewer.bank.check import Candidate
    from interviewer.bank.problem import Problem

HOSTS = "hosts.txt"
"""In a bank's folder: hosts of primary sources, one a line; what follows a `#` is a remark."""

_PATHS = {
    "docs.python.org": (
        re.compile(r"/3/([\w.-]+/)*[\w.-]+\.html"),
        "Name the page for Python 3 in general: `docs.python.org/3/howto/mro.html`.",
    ),
    "peps.python.org": (
        re.compile(r"/pep-\d{4}/"),
        "A PEP has four digits and a slash at the end: `peps.python.org/pep-0008/`.",
    ),
}
"""By host, what its paths look like, and what to do where one does not."""
_FRAGMENT = re.compile(r"[\w.:()%+-]+")


class Link(Struct, frozen=True, kw_only=True):
    """A page, as the questions name it."""

    title: str
    """As the first of them has it."""
    at: str
    """Host and path, without the scheme."""
    questions: tuple[str, ...]
    """The ids of those that name it, in order."""


def study_links(candidates: Sequence[Candidate]) -> list[Link]:
    """Every study link of these questions once, by address."""
    titles: dict[str, str] = {}
    questions: dict[str, dict[str, None]] = {}
    for candidate in candidates:
        for link in candidate.question.study:
            titles.setdefault(link.at, link.title)
            questions.setdefault(link.at, {})[candidate.question_id] = None
    return [Link(title=titles[at], at=at, questions=tuple(questions[at])) for at in sorted(titles)]


def check_links(candidates: Sequence[Candidate], hosts: Collection[str]) -> list[Problem]:
    """What is odd about the study links of these questions. `hosts` are those of primary sources."""
    problems: list[Problem] = []
    first: dict[str, tuple[str, str]] = {}
    for candidate in candidates:
        for number, link in enumerate(candidate.question.study):
            place = candidate.source.position(("study", number, "at"))
            for message, hint in _oddities(link.at, hosts):
                problems.append(candidate.source.problem(place, message, hint))
            title, where = first.setdefault(link.at, (link.title, candidate.question_id))
            if title != link.title:
                message = f"`{link.at}` is “{title}” in `{where}`, and “{link.title}” here."
                problems.append(candidate.source.problem(place, message, "A page has one title."))
    return in_order(problems)


def _oddities(at: str, hosts: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is odd about one address, and what to do."""
    page, sign, fragment = at.partition("#")
    host, _, path = page.partition("/")
    if host not in hosts:
        hint = f"Link to a primary source, or add the host to the bank's {HOSTS} when it is one."
        yield f"`{host}` is no known host of a primary source.", hint
    if host in _PATHS and not _PATHS[host][0].fullmatch(f"/{path}"):
        yield f"`{page}` has another shape than the pages of {host}.", _PATHS[host][1]
    if "?" in page:
        yield f"`{at}` has a query.", "Name the page itself, without what follows the question mark."
    if sign and not _FRAGMENT.fullmatch(fragment):
        yield f"`{at}` has an odd fragment.", "What follows the `#` is one name of a section, or nothing at all."
