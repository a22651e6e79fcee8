"""Where a long recording is cut for a recogniser that hears only so much at once: where it is quietest."""

from __future__ import annotations

from collections.abc import Iterator

from interviewer.speech.audio import Audio, level
from interviewer.speech.engines import PieceSeconds

STEP_S = 0.1
QUIET_S = 0.3
"""Seconds of the stretches whose loudness is compared: longer than the stop in a consonant."""


def pieces(audio: Audio, allowed: PieceSeconds | None) -> Iterator[tuple[float, float]]:
    """Beginning and end of each piece in seconds, in order, without gaps; none is longer than is allowed.

    None is shorter, unless the whole recording is; the shortest is less than half of the longest.
    """
    start = 0.0
    while allowed is not None and audio.seconds - start > allowed.longest:
        last_s = min(start + allowed.longest, audio.seconds - allowed.shortest)
        end = _quietest(audio, start + allowed.shortest, last_s)
        yield start, end
        start = end
    yield start, audio.seconds


def settled(audio: Audio, allowed: PieceSeconds | None) -> Iterator[tuple[float, float]]:
    """Those pieces of a recording that goes on that stay as they are, whatever follows."""
    if allowed is not None:
        for start, end in pieces(audio, allowed):
            if audio.seconds - start >= allowed.longest + allowed.shortest:
                yield start, end


def _quietest(audio: Audio, first_s: float, last_s: float) -> float:
    """The middle of the last of the quietest stretches between two times."""
    steps = int((last_s - first_s - QUIET_S) / STEP_S)
    starts = [first_s + step * STEP_S for step in range(steps)]
    quietest = min(reversed(starts), key=lambda at: level(audio.between(at, at + QUIET_S)))
    return quietest + QUIET_S / 2
