"""What is proposed to be read otherwise than it was heard: by the glossary, and by asking the recording again.

A term that was not heard is looked for in two ways: what sounds a little like one, and what is heard in the same place
by another recogniser, or when what was hard to hear is played slower and faster. The first one weighs both. Where it
knows the terms itself and wrote something else, another recogniser has to vouch for what the glossary proposes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.speech.audio import at_speed
from interviewer.speech.engines import Relistener
from interviewer.speech.hearing import listen
from interviewer.transcript.guess import upheld
from interviewer.transcript.marking import doubtful_places
from interviewer.transcript.second_opinion import Opinion, second_opinions, strange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from interviewer.speech.audio import Audio
    from interviewer.speech.engines import Transcriber
    from interviewer.speech.hearing import Heard, HeardPiece
    from interviewer.transcript.glossary import Glossary
    from interviewer.transcript.guess import Guess
    from interviewer.transcript.repair import Repair

    Opinions = Callable[[HeardPiece], Iterable[Opinion]]
    """What else is heard in a piece."""

SURE = 0.8
"""The confidence from which on a recogniser is not asked about a word again: it heard no term otherwise."""
HARD = 0.1
"""The part of the words of a piece that are doubtful from which on it was hard to hear."""
SPEEDS = (0.92, 1.1)
"""How fast it is played then, without another recogniser: in another voice, the same one makes other mistakes."""


def proposals(
    heard: Heard, transcriber: Transcriber, glossary: Glossary, second: Transcriber | None = None
) -> tuple[Repair, ...]:
    """What may have been meant, in order, without overlaps. Blocks; call it on a thread.

    `transcriber` is the one that heard it, and `second` another one. Raises InterviewerError when one fails.
    """
    doubted = set(unvouched(heard, transcriber, glossary, second))
    repairs = (repair for repair in glossary.repairs(heard.transcript.text) if repair not in doubted)
    return upheld(repairs, weighed(heard, transcriber, glossary, second))


def unvouched(
    heard: Heard, transcriber: Transcriber, glossary: Glossary, second: Transcriber | None
) -> Iterator[Repair]:
    """The repairs of the glossary that are not to be trusted: the second recogniser has no such term there.

    None where there is no second one, or the first does not know the terms. Blocks, and raises, as `proposals` does.
    """
    if second is None or not isinstance(transcriber, Relistener) or not transcriber.caution:
        return
    repairs = glossary.repairs(heard.transcript.text)
    for begin, end, piece in _in_the_whole(heard.pieces):
        mine = [repair for repair in repairs if repair.is_within(begin, end)]
        if mine:
            yield from strange(mine, _opinion(piece.audio, second, glossary), glossary)


def weighed(
    heard: Heard, transcriber: Transcriber, glossary: Glossary, second: Transcriber | None = None
) -> Iterator[tuple[Guess, float]]:
    """What else may have been meant, each guess with how well its best wording fits the recording.

    Nothing where the recogniser cannot be asked. What reaches across two pieces of the recording is left out. Blocks,
    and raises, as `proposals` does.
    """

    def opinions(piece: HeardPiece) -> Iterator[Opinion]:
        if second is not None:
            yield _opinion(piece.audio, second, glossary)
        elif piece.doubt >= HARD:
            yield from (_opinion(at_speed(piece.audio, speed), transcriber, glossary) for speed in SPEEDS)

    return _weighed(heard, transcriber, glossary, opinions)


def _opinion(audio: Audio, transcriber: Transcriber, glossary: Glossary) -> Opinion:
    heard = listen(audio, transcriber)
    text = heard.transcript.text
    return Opinion(text, upheld(glossary.repairs(text), _weighed(heard, transcriber, glossary, lambda _: ())))


def _weighed(
    heard: Heard, transcriber: Transcriber, glossary: Glossary, opinions: Opinions
) -> Iterator[tuple[Guess, float]]:
    if not isinstance(transcriber, Relistener):
        return
    whole = heard.transcript.text
    repairs = glossary.repairs(whole)
    unsure = list(doubtful_places(heard.transcript, SURE))
    by_sound = [guess for guess in glossary.guesses(whole, repairs) if any(map(guess.repair.overlaps, unsure))]
    for begin, end, piece in _in_the_whole(heard.pieces):
        mine = Opinion(piece.text, tuple(each.moved(-begin) for each in repairs if each.is_within(begin, end)))
        guesses = [guess.moved(-begin) for guess in by_sound if guess.repair.is_within(begin, end)]
        for opinion in opinions(piece):
            guesses += second_opinions(mine, opinion, glossary)
        # Two guesses may come to the same words, which are asked about once.
        texts = list(dict.fromkeys(text for guess in guesses for text in guess.instead(piece.text)))
        fits = dict(zip(texts, transcriber.fits(piece.audio, piece.text, texts) if texts else (), strict=True))
        for guess in guesses:
            yield guess.moved(begin), max(fits[text] for text in guess.instead(piece.text)) - transcriber.caution


def _in_the_whole(pieces: Iterable[HeardPiece]) -> Iterator[tuple[int, int, HeardPiece]]:
    """Where the text of each begins and ends."""
    begin = 0
    for piece in pieces:
        end = begin + len(piece.text)
        yield begin, end, piece
        begin = end + 1 if piece.lines else begin
