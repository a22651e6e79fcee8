"""A recording that is asked about other words than those that were heard in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from interviewer.speech.audio import Audio, silence
from interviewer.speech.detection import Detector
from interviewer.speech.engines import Relistener
from interviewer.speech.hearing import Heard, HeardPiece, hear
from interviewer.speech.moonshine import Moonshine
from interviewer.speech.second_hearing import SPEEDS, proposals
from interviewer.transcript.glossary import Glossary
from interviewer.transcript.heard import HeardLine, HeardWord, Span, Transcript
from interviewer.transcript.repair import repaired
from interviewer.transcript.second_opinion import BAR
from interviewer.transcript.spoken_terms import SpokenTerms, Term

GLOSSARY = Glossary(
    SpokenTerms(
        dunder=(),
        names={},
        terms=(
            Term(term="mutable", near=("list", "default")),
            Term(term="GIL", said=("gil",), heard=("gill",), near=("thread",)),
        ),
    )
)


class Asked:
    """A recogniser to which these wordings fit so well, and others hardly."""

    name = "asked"
    server = None
    piece_s = None

    def __init__(self, hears: str = "", caution: float = 0.0, **fits: float) -> None:
        self._hears = hears
        self.caution = caution
        self._fits = fits
        self.asked: list[tuple[str, Sequence[str]]] = []
        self.lengths_s: list[float] = []

    def transcribe(self, audio: Audio, *_: object) -> Transcript:
        self.lengths_s.append(audio.seconds)
        return Transcript(engine=self.name, seconds=audio.seconds, lines=(line(self._hears),))

    def fits(self, audio: Audio, text: str, others: Sequence[str]) -> list[float]:
        self.asked.append((text, others))
        return [max((fit for word, fit in self._fits.items() if word in other), default=-50.0) for other in others]

    def close(self) -> None:
        """Nothing is open."""


class Hears:
    """A recogniser that cannot be asked, and hears this."""

    name = "hears"
    server = None
    piece_s = None

    def __init__(self, text: str = "") -> None:
        self._text = text

    def transcribe(self, audio: Audio, *_: object) -> Transcript:
        return Transcript(engine=self.name, seconds=audio.seconds, lines=(line(self._text),))

    def close(self) -> None:
        """Nothing is open."""


def heard(*texts: str) -> Heard:
    """Each text in a piece of its own; a word with a `!` was heard without a doubt, with a `?` hardly."""
    pieces = tuple(HeardPiece(silence(1), (line(text),) if text else ()) for text in texts)
    lines = tuple(line for piece in pieces for line in piece.lines)
    return Heard(Transcript(engine="asked", seconds=1, lines=lines), pieces)


def line(text: str) -> HeardLine:
    marks = {"!": 0.9, "?": 0.1}
    words = tuple(
        HeardWord(text=word.strip("!?"), span=Span(0, 1), confidence=marks.get(word[-1], 0.7)) for word in text.split()
    )
    return HeardLine(text=text.replace("!", "").replace("?", ""), span=Span(0, 1), words=words)


def mended(transcriber: Asked | Hears, *texts: str, second: Hears | None = None) -> str:
    found = heard(*texts)
    return repaired(found.transcript.text, proposals(found, transcriber, GLOSSARY, second))


class TestWhatIsProposed:
    def test_a_word_that_hardly_sounds_like_the_term_where_the_recording_upholds_it(self) -> None:
        assert mended(Asked(mutable=-2), "A list is movable.") == "A list is mutable."

    def test_nothing_where_the_recording_does_not(self) -> None:
        assert mended(Asked(mutable=-20), "A list is movable.") == "A list is movable."

    def test_a_recogniser_that_knows_the_terms_would_have_written_what_fits_no_better(self) -> None:
        assert mended(Asked(mutable=-2, caution=8), "A list is movable.") == "A list is movable."
        assert mended(Asked(mutable=5, caution=8), "A list is movable.") == "A list is mutable."

    def test_nothing_where_the_recogniser_cannot_be_asked(self) -> None:
        assert not isinstance(Hears(), Relistener)
        assert mended(Hears(), "A list is movable.") == "A list is movable."

    def test_the_glossary_needs_no_recording(self) -> None:
        assert mended(Hears(), "The gill stops a thread.") == "The GIL stops a thread."

    def test_each_piece_is_asked_about_its_own_words(self) -> None:
        asked = Asked(mutable=-2)
        assert mended(asked, "So a list is movable.", "", "The default is movable.") == (
            "So a list is mutable. The default is mutable."
        )
        assert [text for text, _ in asked.asked] == ["So a list is movable.", "The default is movable."]
        assert all(other.startswith("The default is") for other in asked.asked[-1][1])

    def test_not_what_was_heard_without_a_doubt(self) -> None:
        assert mended(Asked(mutable=-2), "A list is movable!") == "A list is movable"

    def test_no_sound_is_listened_to_for_nothing(self) -> None:
        asked = Asked()
        assert mended(asked, "It is what it is.") == "It is what it is."
        assert asked.asked == []


class TestASecondOpinion:
    """Another recogniser hears the same recording."""

    def test_its_term_is_weighed_however_it_sounds(self) -> None:
        says, second = "So it is fixed! and a list.", Hears("So it is mutable and a list.")
        assert mended(Asked(mutable=BAR), says, second=second) == "So it is mutable and a list."
        assert mended(Asked(mutable=BAR - 1), says, second=second) == "So it is fixed and a list."

    def test_its_repairs_count(self) -> None:
        second = Hears("The gill stops threads.")
        assert mended(Asked(GIL=-3), "The gale! stops threads.", second=second) == "The GIL stops threads."

    def test_what_two_guesses_come_to_is_asked_about_once(self) -> None:
        asked = Asked(mutable=-2)
        assert mended(asked, "A list is movable.", second=Hears("A list is mutable.")) == "A list is mutable."
        ((_, texts),) = asked.asked
        assert len(texts) == len(set(texts))

    def test_a_term_that_was_heard_is_left_alone(self) -> None:
        second = Hears("It is GIL there.")
        assert mended(Asked(GIL=5), "It is mutable! there.", second=second) == "It is mutable there."

    @pytest.mark.parametrize(
        ("second", "says"),
        [
            pytest.param("The girl stops a thread.", "The gill stops a thread.", id="heard-otherwise"),
            pytest.param("The GIL stops a thread.", "The GIL stops a thread.", id="heard"),
            pytest.param("The gill stops a thread.", "The GIL stops a thread.", id="heard-in-the-same-words"),
        ],
    )
    def test_who_knows_the_terms_and_wrote_none_is_corrected_by_two(self, second: str, says: str) -> None:
        heard = "The gill stops a thread."
        assert mended(Asked(caution=8), heard, second=Hears(second)) == says
        assert mended(Asked(), heard, second=Hears(second)) == "The GIL stops a thread."
        assert mended(Asked(caution=8), heard) == "The GIL stops a thread."

    def test_the_same_letters_need_nobody(self) -> None:
        assert mended(Asked(caution=8), "The g-i-l stops.", second=Hears("The girl stops.")) == "The GIL stops."

    def test_where_they_differ_too_much_nobody_knows_which_word_is_which(self) -> None:
        mine = "one! two! three! four! five! six! seven! eight! nine!"
        assert mended(Asked(mutable=5), mine, second=Hears("mutable")) == mine.replace("!", "")

    def test_without_another_one_what_was_hard_to_hear_is_played_slower_and_faster(self) -> None:
        alone = Asked(mutable=-3, hears="So it is mutable.")
        assert mended(alone, "So it? is fixed!") == "So it is mutable"
        assert alone.lengths_s == pytest.approx([1 / SPEEDS[0], 1 / SPEEDS[1]], abs=0.001)

    def test_what_was_clear_is_heard_once(self) -> None:
        alone = Asked(mutable=-3, hears="So it is mutable.")
        assert mended(alone, "So it is fixed!") == "So it is fixed"
        assert alone.lengths_s == []


class TestMoonshine:
    """The real network, on real speech."""

    def test_what_was_said_fits_better_than_what_was_not(
        self, say: Callable[[str], Audio], moonshine: Moonshine
    ) -> None:
        said = say("A list is mutable and a tuple is not.")
        right, wrong = moonshine.fits(
            said,
            "A list is movable and a tuple is not.",
            ["A list is mutable and a tuple is not.", "A list is renewable and a tuple is not."],
        )
        assert right > 0 > wrong

    def test_the_same_words_fit_as_well(self, spoken: Audio, moonshine: Moonshine) -> None:
        text = "The lock protects the list."
        assert moonshine.fits(spoken, text, [text]) == [pytest.approx(0)]

    def test_anything_may_be_said_in_place_of_nothing(self, spoken: Audio, moonshine: Moonshine) -> None:
        right, wrong = moonshine.fits(spoken, "", ["The lock protects the list", "Thank you for watching"])
        assert right > wrong

    def test_words_that_were_not_said_are_doubted(
        self, say: Callable[[str], Audio], detector: Detector, moonshine: Moonshine
    ) -> None:
        clear = hear(say("A list is mutable and a tuple is not."), moonshine, detector).transcript
        assert [word.text for word in clear.lines[0].words] == clear.lines[0].text.split()
        assert all(0 <= (word.confidence or 0) <= 1 for word in clear.lines[0].words)
        assert len(clear.doubtful) <= 2
