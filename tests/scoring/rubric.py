"""Small rubrics and exchanges for the tests of this folder."""

from collections.abc import Sequence

from interviewer.bank.question import Criterion, Misconception, Question, Tier
from interviewer.scoring.grade import Exchange, Turn

ASKED = "How does Python decide which method to call when a class has several base classes?"


def criterion(name: str = "c3", tier: Tier = "core", *, cues: Sequence[str] = (), counts: Sequence[str] = (),
              not_enough: Sequence[str] = ()) -> Criterion:  # fmt: skip
    return Criterion(
        id=name, says=f"Says {name}.", tier=tier, cues=tuple(cues), counts=tuple(counts), not_enough=tuple(not_enough)
    )


def misconception(name: str = "depth-first", *, cues: Sequence[str], about: str | None = None) -> Misconception:
    return Misconception(
        id=name, says="It is so.", cues=tuple(cues), correction="It is not.", challenge="Is it?", about=about
    )


def question(*criteria: Criterion, misconceptions: Sequence[Misconception] = (), asked: str = ASKED) -> Question:
    return Question(
        format=1,
        question=asked,
        level="mid",
        minutes=5,
        criteria=criteria,
        misconceptions=tuple(misconceptions),
        reference_answer="An answer.",
    )


def candidate(number: int, text: str, *, in_passing: bool = False, remarks_on: str | None = None) -> Turn:
    return Turn(number=number, speaker="candidate", text=text, in_passing=in_passing, remarks_on=remarks_on)


def interviewer(number: int, text: str = "Go on.", *, probes: str | None = None, hints: str | None = None,
                challenges: str | None = None) -> Turn:  # fmt: skip
    return Turn(number=number, speaker="interviewer", text=text, probes=probes, hints=hints, challenges=challenges)


def exchange(asked: Question, *turns: Turn | str) -> Exchange:
    """The question, then the turns; a bare text is the candidate's next turn."""
    numbered = [interviewer(1, asked.question)]
    for turn in turns:
        numbered.append(candidate(len(numbered) + 1, turn) if isinstance(turn, str) else turn)
    return Exchange(question_id="oop/test", question=asked, turns=tuple(numbered))
