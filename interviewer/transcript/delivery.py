"""How an answer was said: pace, pauses, fillers, restarts. Shown apart from the score, and never part of it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from interviewer.text.words import tokens, word_set
from interviewer.transcript.fillers import SOUNDS
from interviewer.transcript.heard import Span, Transcript

LONG_PAUSE_S = 2.0
"""From this many seconds on, a listener wonders whether there is more to come."""
SLOW, QUICK = 110, 180
"""Words a minute between which most people talk when they explain something."""
SHORTEST_FIGURES_S = 5.0
"""Of speech; what is shorter tells nothing about pace."""
PHRASES: Sequence[tuple[str, ...]] = (
    ("you", "know"),
    ("i", "mean"),
    ("kind", "of"),
    ("sort", "of"),
    ("basically",),
    ("actually",),
    ("literally",),
)
"""Words that carry nothing most of the time. `like`, `so` and `well` often carry much, and are left alone."""
_NO_FILLER_AFTER: Mapping[tuple[str, ...], frozenset[str]] = {
    ("you", "know"): word_set("do did if as when that because what how"),
    ("kind", "of"): word_set("a the this that what which other own each every some any one same another no"),
    ("sort", "of"): word_set("a the this that what which other own each every some any one same another no"),
}
"""`do you know`, `another kind of lock`."""
_TWICE = word_set("that had very really no so more")
"""Words that are said twice in good English: `that that`, `had had`."""


class Filler(Struct, frozen=True):
    """How often one kind of filler was said."""

    words: str
    times: int


class Delivery(Struct, frozen=True, kw_only=True):
    """The figures of one spoken answer, or of several."""

    words: int
    """Without sounds such as `um`."""
    speaking_s: float
    """Seconds in which somebody spoke."""
    silent_s: float
    """Seconds of the pauses between the first and the last word."""
    longest_pause_s: float
    long_pauses: int
    """Of two seconds and more."""
    fillers: tuple[Filler, ...] = ()
    """By kind, the most frequent first."""
    restarts: int = 0
    """Times that a word or two were said again at once, as when a sentence is begun anew."""

    @property
    def pace(self) -> float | None:
        """Words a minute from the first to the last word, pauses included; None for less than 5 seconds of speech."""
        if self.speaking_s < SHORTEST_FIGURES_S:
            return None
        return self.words * 60 / (self.speaking_s + self.silent_s)

    @property
    def pause_share(self) -> float:
        """The part of the time from the first to the last word that was silent, from 0 to 1."""
        whole = self.speaking_s + self.silent_s
        return self.silent_s / whole if whole else 0.0

    @property
    def filler_count(self) -> int:
        """All fillers together."""
        return sum(filler.times for filler in self.fillers)

    def __add__(self, other: Delivery) -> Delivery:
        """The figures of both; the pause between two answers is none."""
        counts = Counter({filler.words: filler.times for filler in self.fillers})
        counts.update({filler.words: filler.times for filler in other.fillers})
        return Delivery(
            words=self.words + other.words,
            speaking_s=self.speaking_s + other.speaking_s,
            silent_s=self.silent_s + other.silent_s,
            longest_pause_s=max(self.longest_pause_s, other.longest_pause_s),
            long_pauses=self.long_pauses + other.long_pauses,
            fillers=_ordered(counts),
            restarts=self.restarts + other.restarts,
        )


def delivery(transcript: Transcript) -> Delivery:
    """The figures of what was heard, before anybody mended it: a repair is no matter of delivery.

    Where no detector looked for speech, the engine's lines stand for it.
    """
    said = [token.text for token in tokens(transcript.text) if token.is_word]
    spans = transcript.speech or tuple(line.span for line in transcript.lines)
    pauses = [pause for pause in _pauses(spans) if pause > 0]
    return Delivery(
        words=sum(word not in SOUNDS for word in said),
        speaking_s=sum(span.seconds for span in spans),
        silent_s=sum(pauses),
        longest_pause_s=max(pauses, default=0.0),
        long_pauses=sum(pause >= LONG_PAUSE_S for pause in pauses),
        fillers=_ordered(_fillers(said)),
        restarts=restarts(said),
    )


def restarts(words: Sequence[str]) -> int:
    """How often one or two words, or the first letters of one, are said twice in a row, sounds between them left out.

    >>> restarts("it is it is um a a list".split())
    2
    """
    words = [word for word in words if word not in SOUNDS]
    count, at = 0, 0
    while at < len(words):
        for size in (2, 1):
            if _is_twice(words[at : at + size], words[at + size : at + 2 * size]):
                count += 1
                at += size
                break
        else:
            at += 1
    return count


def sentences_about(figures: Delivery) -> tuple[str, ...]:
    """What the figures mean, a plain sentence each. None is about accent, grammar, or the worth of the answer."""
    found = [
        _about_pace(figures.pace),
        _about_pauses(figures),
        _about_fillers(figures),
        _about_restarts(figures.restarts),
    ]
    return tuple(sentence for sentence in found if sentence)


def _about_pace(pace: float | None) -> str:
    if pace is None:
        return "Too little was said to tell a pace."
    if pace < SLOW:
        meaning = "slower than most people explain things, which is easy to take notes from"
    elif pace > QUICK:
        meaning = "quicker than most people explain things; a listener who takes notes may fall behind"
    else:
        meaning = "the pace at which most people explain things"
    return f"{pace:.0f} words a minute: {meaning}."


def _about_pauses(figures: Delivery) -> str:
    if not figures.silent_s:
        return "No pauses."
    share = f"{figures.pause_share:.0%} of the time was pauses, the longest {figures.longest_pause_s:.1f} s"
    if figures.longest_pause_s < LONG_PAUSE_S:
        return f"{share}: short enough that nobody wonders whether you are done."
    return f"{share}: in a long one, say that you are thinking, and the other side will wait."


def _about_fillers(figures: Delivery) -> str:
    if not figures.fillers:
        return "No fillers."
    kinds = ", ".join(f"{filler.words} {filler.times} ×" for filler in figures.fillers)
    rate = figures.filler_count * 100 / max(1, figures.words)
    return f"Fillers: {kinds}, {rate:.0f} to a hundred words. They buy time to think; a silent pause does that, too."


def _about_restarts(count: int) -> str:
    if not count:
        return ""
    times = "once" if count == 1 else f"{count} times"
    return f"Words were begun again {times}, as happens when thinking and talking go side by side."


def _pauses(spans: Sequence[Span]) -> Iterable[float]:
    return (round(after.start_s - before.end_s, 3) for before, after in pairwise(spans))


def _fillers(said: Sequence[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for at, word in enumerate(said):
        if word in SOUNDS:
            counts["um" if "m" in word else "uh"] += 1
        for phrase in PHRASES:
            before = said[at - 1] if at else ""
            if tuple(said[at : at + len(phrase)]) == phrase and before not in _NO_FILLER_AFTER.get(phrase, ()):
                counts[" ".join(phrase)] += 1
    return counts


def _ordered(counts: Counter[str]) -> tuple[Filler, ...]:
    return tuple(Filler(words, times) for words, times in sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def _is_twice(first: Sequence[str], second: Sequence[str]) -> bool:
    if not first or list(first) != list(second):
        return False
    return not (len(first) == 1 and (first[0] in _TWICE or first[0].isdigit()))
