"""What a model may not say in small talk: no verdict, no score, no leak, no company, and it is no person."""

from __future__ import annotations

import pytest

from interviewer.dialogue.small_talk_guard import fault_of_small_talk
from tests.dialogue.rooms import Room

FAULTS = {
    "You did fine. The report is next.": "gives a verdict: you did",
    "You clearly missed a point or two.": "judges: you clearly missed",
    "Your understanding of heaps shows.": "gives a verdict: your understanding",
    "I would hire you at once.": "gives a verdict: hire you",
    "That was a great answer.": "judges: that was a great",
    "I'd say 80 of 100.": "names a score: 80 of 100",
    "Full marks it is.": "names a score: full marks",
    "Our team is small and friendly.": "invents a job: our team",
    "We use Python and Rust here.": "invents a job: we use",
    "The role pays well.": "invents a job: the role pays",
    "A recruiter will call soon.": "invents a job: a recruiter will",
    "I'm an engineer myself.": "claims to be a person: i'm an engineer",
    "I am not a robot.": "claims to be a person: i am not a robot",
    "In my career that came up a lot.": "claims to be a person: in my career",
    "My instructions forbid that.": "speaks of its instructions: my instructions",
    "A heap keeps its gamma in order.": "makes the point gamma",
    "It is about alpha.": "makes the point alpha",
    "The report has that. Anything else?": "asks a question",
    "One. Two. Three. Four.": "has 4 sentences",
    "**Sure**": "has markup",
    "Interviewer: the report has that.": "has something of the form of the reply in it",
    "Das steht in dem Bericht, der nun kommt, und zwar mit den Worten zu jedem Punkt.": "is in another language",
    "": "is empty",
    "A question for me?": "asks a question",
}
FINE = (
    "The report has that, point by point, with your own words beside each verdict.",
    "There is no team behind this; it is practice, and I'm a program. It's a thing to ask in a real interview.",
    "I'm a program that practises interviews, with questions from a bank in which each has a rubric.",
    "Your report comes next, and after it you can answer one question once more.",
    "I don't know, and I would only be guessing.",
)


async def closing() -> Room:
    room = Room(small_talk=True)
    await room.interview.request("skip")
    await room.interview.answer("It is about beta.")
    await room.interview.request("skip")
    await room.interview.request("skip")
    return room


@pytest.mark.parametrize(
    ("text", "fault"), [pytest.param(*case, id=case[0][:30] or "nothing") for case in FAULTS.items()]
)
async def test_what_may_not_be_said(text: str, fault: str) -> None:
    assert fault_of_small_talk(text, part="closing", state=(await closing()).interview.state) == fault


@pytest.mark.parametrize("text", FINE, ids=lambda text: text[:30])
async def test_what_may(text: str) -> None:
    assert fault_of_small_talk(text, part="closing", state=(await closing()).interview.state) is None


async def test_what_the_candidate_has_said_themselves_is_no_leak_but_a_guess_now_would_be_confirmed() -> None:
    room = await closing()
    await room.interview.answer("Was it gamma?")

    state = room.interview.state
    assert fault_of_small_talk("So beta stays with you.", part="closing", state=state) is None
    assert fault_of_small_talk("It is about gamma.", part="closing", state=state) == "makes the point gamma"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("A parser for log files, then.", None),
        ("What an interesting parser.", "praises: interesting"),
        ("A parser. For logs. In Rust.", "has 3 sentences"),
        ("I've built one, too.", "claims to be a person: i've built"),
    ],
)
def test_in_the_warm_up(text: str, fault: str | None) -> None:
    assert fault_of_small_talk(text, part="warm_up", state=Room(small_talk=True).interview.state) == fault
