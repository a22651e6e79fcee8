"""A played interview to read: what was said, and what was true of it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.dialogue.events import Answered, Asked, Requested, Said
from interviewer.text.display import printable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from interviewer.rehearsal.candidate import Utterance
    from interviewer.rehearsal.play import Played


def transcript(played: Played) -> str:
    """The interview as Markdown, with what each answer makes by its labels."""
    return "\n".join(_lines(played)) + "\n"


def _lines(played: Played) -> Iterator[str]:
    yield f"# Interview {played.number}: a {played.kind} candidate"
    for one in played.recorded:
        match one.event:
            case Asked(question_id=question_id):
                profile = played.profiles[question_id]
                yield f"\n## {question_id}\n"
                yield f"knows: {_list(profile.points)}; partly: {_list(profile.parts)}; holds: {_list(profile.claims)}"
            case Said() as said:
                aim = f", {said.criterion}" if said.criterion else ""
                yield f"\n**Interviewer** ({said.turn}, {said.move}{aim}): {_indented(said.text)}"
            case Requested(command=command):
                yield f"\n**Candidate**: /{command}"
            case Answered() as answered:
                made = _made(played.utterances[answered.turn])
                yield f"\n**Candidate** ({answered.turn}{made}): {_indented(answered.text)}"


def _made(utterance: Utterance) -> str:
    told = [*sorted(utterance.makes), *(f"partly {name}" for name in sorted(utterance.touches))]
    told += [f"claims {name}" for name in sorted(utterance.claims)]
    return f", {', '.join(told)}" if told else ""


def _list(names: Collection[str]) -> str:
    return ", ".join(names) or "nothing"


def _indented(text: str) -> str:
    """Verbatim, as a quotation: nothing in it is Markdown of ours."""
    lines = printable(text).strip().split("\n")
    return "\n\n" + "\n".join(f"    {line}" for line in lines)
