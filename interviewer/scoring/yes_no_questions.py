"""The questions that are answered by yes or no: what was said, and one point or claim in one of several wordings."""

from __future__ import annotations

import hashlib
import string
from collections.abc import Iterable

from msgspec import Struct

from interviewer.prompting.outside import enclose
from interviewer.prompting.template import Prompt, Template

MOST_PHRASINGS = 3
"""So many ways to say a point are put into one question: more make it long, and a small model loses the thread."""


class Subject(Struct, frozen=True):
    """What an answer is asked about: one point, or one wrong claim."""

    says: str
    phrasings: tuple[str, ...] = ()
    """Other ways to say it that an author wrote down."""


class Wordings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`prompts/weigh.yaml`: each a text with `$says` in it, or with `$phrasings`."""

    points: tuple[str, ...]
    """Ways to ask whether a criterion's point was made."""
    claims: tuple[str, ...]
    """Ways to ask whether a misconception was put forward."""

    def __post_init__(self) -> None:
        for wording in (*self.points, *self.claims):
            template = string.Template(wording)
            if not template.is_valid() or template.get_identifiers() not in (["says"], ["phrasings"]):
                raise ValueError("each wording has one variable in it, `$says` or `$phrasings`")
        if not self.points or not self.claims:
            raise ValueError("there is at least one wording of each kind")


class YesNoQuestions(Struct, frozen=True, kw_only=True):
    """`prompts/weigh.md` and its wordings."""

    template: Template
    wordings: Wordings

    @property
    def hash(self) -> str:
        """12 hexadecimal digits that change when the template or a wording does."""
        parts = (self.template.hash, *self.wordings.points, "claims", *self.wordings.claims)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]

    def ask(self, passages: Iterable[str], nonce: str, wording: str, subject: Subject) -> Prompt:
        """One question about passages of a candidate; each stands between delimiters made with the nonce.

        The passages come first and what is asked last: a local server keeps what two prompts have in common.
        """
        said = "\n\n".join(enclose(text, label="candidate", nonce=nonce) for text in passages)
        phrasings = " / ".join(subject.phrasings[:MOST_PHRASINGS]) or subject.says
        asked = string.Template(wording).substitute(says=subject.says, phrasings=phrasings)
        return self.template.fill(said=said, asked=asked)


def in_words(number: int) -> str:
    """A number of wordings, as a sentence says it.

    >>> in_words(4)
    'four'
    """
    names = ("no", "one", "two", "three", "four", "five", "six")
    return names[number] if number < len(names) else str(number)
