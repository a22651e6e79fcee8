"""What a candidate of a rehearsal is made to know of a question: the truth that the interview has to find out. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from interviewer.rehearsal.material import Words

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Sequence

    from interviewer.bank.question import Question
    from interviewer.rehearsal.material import Material

Kind = Literal["strong", "partial", "wrong", "vague", "parrot", "silent", "hostile"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Knowledge = Literal["known", "partly", "unknown"]


class Nature(Struct, frozen=True, kw_only=True):
    """How a kind of candidate is made and behaves. All shares are 0 to 1."""

    knows: float
    """The share of the points, beyond the first answer, that it knows."""
    half_knows: float = 0.0
    """Of those that it does not know, the share that it knows partly."""
    opens_with: tuple[str, ...] = ()
    """The styles of its first answer; none for one that begins with nothing of substance."""
    tells: float = 1.0
    """How often it tells a point that it knows and is asked for."""
    takes_hints: float = 0.5
    """How often it says yes to a hint."""
    asks_back: float = 0.0
    """How often it first asks something back, or to hear the question again; once in an exchange at most."""
    asks_for_hints: float = 0.0
    """How often it asks for a hint instead of answering."""
    skips: float = 0.0
    """How often it wants the next question instead of answering, once it has said something about this one."""
    blusters: bool = False
    """Whether it says something rather than that it does not know."""


NATURES: dict[Kind, Nature] = {
    "strong": Nature(
        knows=0.95, opens_with=("strong", "partial", "spoken", "terse"), takes_hints=0.8, asks_back=0.2,
        asks_for_hints=0.02, skips=0.01,
    ),
    "partial": Nature(
        knows=0.4, half_knows=0.3, opens_with=("partial",), takes_hints=0.7, asks_back=0.25, asks_for_hints=0.08,
        skips=0.02,
    ),
    "wrong": Nature(
        knows=0.2, half_knows=0.2, opens_with=("wrong",), blusters=True, takes_hints=0.3, asks_back=0.05,
        asks_for_hints=0.02, skips=0.01,
    ),
    "vague": Nature(
        knows=0.5, half_knows=0.3, opens_with=("vague",), tells=0.6, blusters=True, asks_back=0.15,
        asks_for_hints=0.06, skips=0.02,
    ),
    "parrot": Nature(knows=0.0, takes_hints=0.5, asks_back=0.1, asks_for_hints=0.04, skips=0.03),
    "silent": Nature(knows=0.5, tells=0.7, takes_hints=0.6, asks_back=0.1, asks_for_hints=0.1, skips=0.05),
    "hostile": Nature(
        knows=0.5, tells=0.8, takes_hints=0.3, opens_with=("partial", "vague", "wrong", "terse"), asks_back=0.1,
        asks_for_hints=0.05, skips=0.05,
    ),
}  # fmt: skip


class Profile(Struct, frozen=True, kw_only=True):
    """What a candidate knows of one question, and the words that it has for it."""

    kind: Kind
    opening: Words
    """Its first answer; empty where it has none."""
    points: dict[str, Words]
    """By criterion that it knows, what it says when it is asked for it."""
    parts: dict[str, Words]
    """By criterion that it knows partly, the same."""
    claims: dict[str, Words]
    """By misconception that it holds, the same."""

    def knowledge(self, criterion: str) -> Knowledge:
        """What it knows of that criterion."""
        if criterion in self.points:
            return "known"
        return "partly" if criterion in self.parts else "unknown"


def make_profile(kind: Kind, question: Question, material: Material, chance: random.Random) -> Profile:
    """A candidate of that kind for that question. The same `chance` makes the same one.

    Whatever its words make by their labels it knows: nothing that it will say is beyond its profile.
    """
    nature = NATURES[kind]
    opening = _opening(nature, material, chance)
    profile = Profile(kind=kind, opening=opening, points={}, parts={}, claims={})
    profile = _with(profile, opening)
    for criterion in question.criteria:
        if criterion.id in profile.points:
            continue
        if chance.random() < nature.knows:
            profile = _learns(profile, material.points.get(criterion.id, ()), chance)
        elif chance.random() < nature.half_knows:
            profile = _learns(profile, material.parts.get(criterion.id, ()), chance)
    return replace(profile, claims={name: _shortest(name, profile, material) for name in profile.claims})


def _shortest(claim: str, profile: Profile, material: Material) -> Words:
    """The passage for a claim that it holds which says no more than it knows and holds, if there is one."""
    known, held = set(profile.points), set(profile.claims)
    passages = [words for words in material.claims.get(claim, ()) if words.makes <= known and words.claims <= held]
    return min([*passages, profile.claims[claim]], key=lambda words: len(words.text))


def _opening(nature: Nature, material: Material, chance: random.Random) -> Words:
    fitting = [words for words in material.answers if words.style in nature.opens_with]
    if "wrong" not in nature.opens_with:
        fitting = [words for words in fitting if not words.claims]
    return chance.choice(fitting) if fitting else Words(text="")


def _learns(profile: Profile, ways: Sequence[Words], chance: random.Random) -> Profile:
    """With one of these ways to say something: one that claims nothing that is not held, and says the least besides."""
    fitting = [words for words in ways if words.claims <= set(profile.claims)]
    if not fitting:
        return profile
    least = min(_beyond(words, profile) for words in fitting)
    return _with(profile, chance.choice([words for words in fitting if _beyond(words, profile) == least]))


def _beyond(words: Words, profile: Profile) -> int:
    return len(words.makes - set(profile.points)) + len(words.touches - set(profile.points) - set(profile.parts))


def _with(profile: Profile, words: Words) -> Profile:
    """The profile of one who also knows what these words make."""
    points = _added(profile.points, words.makes, words)
    return replace(
        profile,
        points=points,
        parts={name: said for name, said in _added(profile.parts, words.touches, words).items() if name not in points},
        claims=_added(profile.claims, words.claims, words),
    )


def _added(known: dict[str, Words], names: Iterable[str], words: Words) -> dict[str, Words]:
    return {**dict.fromkeys(sorted(names), words), **known}
