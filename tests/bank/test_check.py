from __future__ import annotations

import pytest

from interviewer.bank.check import Candidate, check_questions
from interviewer.bank.loader import parse_question
from tests.bank.sample import QUESTION

KNOWN = ("home/thermostat", "home/boiler")


def read_cue(cue: str) -> str:
    """As much of the cue language as these tests need: brackets are closed."""
    if cue.count("(") != cue.count(")"):
        raise ValueError("a bracket is not closed")
    return cue


def candidate(text: str, question_id: str = "home/thermostat") -> Candidate:
    question, source = parse_question(text.encode(), f"{question_id}.yaml")
    return Candidate(question_id, question, source)


def problems(*candidates: Candidate) -> list[str]:
    return [str(problem) for problem in check_questions(candidates, known_ids=KNOWN, parse_cue=read_cue)]


def test_a_good_question_has_no_problem() -> None:
    assert problems(candidate(QUESTION)) == []


CHANGES = [
    pytest.param(
        (
            "id: feedback\n    says: Says that it measures the temperature and acts on the difference.\n    tier: core",
            "id: feedback\n    says: x\n    tier: bonus",
        ),
        ("tier: deeper", "tier: bonus"),
        "Nothing here counts: all criteria are bonus.",
        id="no-weight",
    ),
    pytest.param(
        ("    counts: [it does not switch all the time]\n", ""), None, "`hysteresis` has no `counts`.", id="counts"
    ),
    pytest.param(
        ("    not_enough: [it heats the room]\n", ""),
        None,
        "`feedback` is core and has no `not_enough`.",
        id="not-enough",
    ),
    pytest.param(
        ("    gives_away: [measure, feedback]\n", ""),
        None,
        "`feedback` is core and has no `gives_away`.",
        id="nothing-to-guard",
    ),
    pytest.param(('    cues: ["wall .. warm"]\n', ""), None, "`inertia` has no `cues`.", id="criterion-without-cues"),
    pytest.param(('    cues: ["timer"]\n', ""), None, "`timer` has no `cues`.", id="misconception-without-cues"),
    pytest.param(
        ('cues: ["timer"]', 'cues: ["(timer"]'),
        None,
        "The cue `(timer` cannot be read: a bracket is not closed.",
        id="unreadable-cue",
    ),
    pytest.param(
        ("    probe: What keeps the switch from clicking all day?\n", ""),
        None,
        "`hysteresis` has no `probe`.",
        id="probe",
    ),
    pytest.param(
        ("      - It has a sensor for a reason.\n", ""), None, "`feedback` has 2 of 3 hints.", id="core-hints"
    ),
    pytest.param(
        ("    hints: [Two limits are better than one.]\n", ""),
        None,
        "`hysteresis` has 0 of 1 hints.",
        id="deeper-hints",
    ),
    pytest.param(
        (QUESTION[QUESTION.index("  - id: timer") : QUESTION.index("clarifications")], ""),
        None,
        "There are 1 of 2 misconceptions.",
        id="misconceptions",
    ),
    pytest.param(
        ("about: feedback", "about: feedbak"),
        None,
        "`feedbak` is no criterion of this question. Did you mean `feedback`?",
        id="about-nothing",
    ),
    pytest.param(
        ("  - id: timer", "  - id: faster-when-higher"),
        None,
        "`faster-when-higher` is the id of another one too.",
        id="misconception-twice",
    ),
    pytest.param(
        ("related: []", "related: [home/bolier]"),
        None,
        "There is no question `home/bolier`. Did you mean `home/boiler`?",
        id="dead-related",
    ),
    pytest.param(
        ("related: []", "related: [home/thermostat]"),
        None,
        "A question is not related to itself.",
        id="related-to-itself",
    ),
    pytest.param(("style: partial", "style: vague"), None, "There is no example of the style `partial`.", id="style"),
    pytest.param(
        ("{feedback: met, hysteresis: missed, inertia: missed}", "{feedback: met, inertia: missed}"),
        None,
        "There is no verdict for `hysteresis`. Label every criterion.",
        id="label-missing",
    ),
    pytest.param(
        (
            "{feedback: met, hysteresis: missed, inertia: missed}",
            "{feedback: met, hysteresis: missed, inertia: missed, walls: met}",
        ),
        None,
        "`walls` is no criterion of this question.",
        id="label-too-many",
    ),
    pytest.param(
        ("misconceptions: [faster-when-higher]", "misconceptions: [faster]"),
        None,
        "`faster` is no misconception of this question.",
        id="unknown-misconception",
    ),
    pytest.param(
        ("{feedback: met, hysteresis: met, inertia: met}", "{feedback: partly, hysteresis: met, inertia: met}"),
        None,
        "This strong example does not meet `feedback`.",
        id="weak-strong-example",
    ),
    pytest.param(
        ("answer: um so it it measures the er temperature", "answer: It measures how warm it is."),
        None,
        "This answer is an example already.",
        id="example-twice",
    ),
    pytest.param(
        ("study:\n  - {title: Thermostat, at: en.wikipedia.org/wiki/Thermostat}\n", ""),
        None,
        "There is nothing to study.",
        id="no-study",
    ),
    pytest.param(
        ("at: en.wiki", "at: https://en.wiki"),
        None,
        "`https://en.wikipedia.org/wiki/Thermostat` is no place.",
        id="scheme-in-link",
    ),
    pytest.param(
        ("at: en.wikipedia.org/wiki/Thermostat", "at: the wikipedia"),
        None,
        "`the wikipedia` is no place.",
        id="no-link",
    ),
    pytest.param(("assert 19 < 25", "assert 19 <"), None, "The proof is not Python: invalid syntax", id="proof-syntax"),
    pytest.param(("assert 19 < 25", "print(19 < 25)"), None, "The proof asserts nothing.", id="proof-of-nothing"),
    pytest.param(
        ('requires_python: ">=3.11"\n', ""), None, "The proof does not say what it needs.", id="proof-version"
    ),
    pytest.param(
        ("Two limits are better than one.", "Think of hysteresis in a magnet."),
        None,
        "This hint says `hysteresis`, which gives `hysteresis` away.",
        id="given-away-in-a-hint",
    ),
    pytest.param(
        ("Two limits are better than one.", "It keeps measuring."),
        None,
        "This hint says `measure`, which gives `feedback` away.",
        id="given-away-for-another-criterion",
    ),
    pytest.param(
        ("How does it know what to do next?", "Where is the feedback?"),
        None,
        "This probe says `feedback`, which gives `feedback` away.",
        id="given-away-in-a-probe",
    ),
    pytest.param(
        ("What happens when somebody", "Is there a dead band when somebody"),
        None,
        "This challenge says `dead band`, which gives `hysteresis` away.",
        id="given-away-in-a-challenge",
    ),
    pytest.param(
        ("[What changes when the sensor", "[What is measured when the sensor"),
        None,
        "This extension says `measure`, which gives `feedback` away.",
        id="given-away-in-an-extension",
    ),
    pytest.param(
        ("answer: Any kind will do.", "answer: Any that has feedback."),
        None,
        "This clarification says `feedback`, which gives `feedback` away.",
        id="given-away-in-a-clarification",
    ),
    pytest.param(
        ("gives_away: [measure, feedback]", "gives_away: [measure, room]"),
        None,
        "The question itself says `room`: that is given away already.",
        id="given-away-by-the-question",
    ),
    pytest.param(
        ("code: null", "code: measure()"),
        None,
        "The question itself says `measure`: that is given away already.",
        id="given-away-by-the-code",
    ),
    pytest.param(
        ("How does it know what to do next?", "Tell me what it does next."),
        None,
        "This probe asks nothing.",
        id="no-question",
    ),
    pytest.param(
        ("How does it know what to do next?", "How does it know? What is next?"),
        None,
        "This probe asks 2 questions.",
        id="two-questions",
    ),
    pytest.param(
        ("It has a sensor for a reason.", "What is the sensor for? Why there?"),
        None,
        "This hint asks 2 questions.",
        id="two-questions-in-a-hint",
    ),
    pytest.param(
        ("How does it know", "Good point. How does it know"), None, "This probe praises: `Good`.", id="praise"
    ),
    pytest.param(
        ("It has a sensor for a reason.", "The switch clicks all day. Two limits are better than one!"),
        None,
        "This hint repeats a sentence of home/thermostat, line",
        id="sentence-twice",
    ),
]


@pytest.mark.parametrize(("change", "second_change", "message"), CHANGES)
def test_each_rule_refuses_what_breaks_it(
    change: tuple[str, str], second_change: tuple[str, str] | None, message: str
) -> None:
    text = QUESTION
    for old, new in filter(None, (change, second_change)):
        assert old in text
        text = text.replace(old, new, 1)
    found = [problem for problem in problems(candidate(text)) if message in problem]
    assert len(found) == 1


def test_a_problem_has_the_place_of_what_is_wrong() -> None:
    text = QUESTION.replace("How does it know what to do next?", "Where is the feedback?")
    assert problems(candidate(text)) == [
        "home/thermostat.yaml:16:12: This probe says `feedback`, which gives `feedback` away. Say it in other words."
    ]


ALLOWED = [
    pytest.param(("How does it know what", "What would be a good way to know what"), id="good-is-no-praise-here"),
    pytest.param(("How does it know", "When `a ? b` runs, how does it know"), id="question-mark-in-code"),
    pytest.param(('requires_python: ">=3.11"', 'requires_python: ">=3.99"'), id="python-of-the-future"),
    pytest.param(("assert 19 < 25", 'assert "\\d"'), id="proof-that-warns"),
    pytest.param(("related: []", "related: [home/boiler]"), id="related"),
    pytest.param(("at: en.wikipedia.org/wiki/Thermostat", "at: peps.python.org/pep-0008/#tabs"), id="fragment"),
    pytest.param(
        (
            "Do you mean an electric one?, answer: Any kind will do.",
            "Is it? You mean so?, answer: It has a sensor for a reason.",
        ),
        id="clarifications-may-repeat",
    ),
]


@pytest.mark.parametrize("change", ALLOWED)
def test_what_looks_alike_is_allowed(change: tuple[str, str]) -> None:
    assert change[0] in QUESTION
    assert problems(candidate(QUESTION.replace(*change, 1))) == []


def test_no_sentence_comes_twice_in_two_questions() -> None:
    other = candidate(QUESTION, "home/boiler")
    found = problems(candidate(QUESTION), other)
    assert found[0] == (
        "home/boiler.yaml:2:11: This question repeats a sentence of home/thermostat, line 2."
        " No sentence comes twice in an interview."
    )
    # question, 2 probes, 4 hints, 2 challenges, 1 extension; and it is nearly the same question
    assert len(found) == 11


def test_a_near_duplicate_is_told_at_the_question() -> None:
    found = problems(candidate(QUESTION), candidate(QUESTION, "home/boiler"))
    assert found[1].startswith("home/boiler.yaml:2:11: This is nearly the same question as `home/thermostat`: 100%")


def test_spelling_is_checked_with_a_dictionary() -> None:
    class NoThermostats:
        def knows(self, word: str) -> bool:
            return word != "thermostat"

    found = check_questions([candidate(QUESTION)], known_ids=KNOWN, parse_cue=read_cue, dictionary=NoThermostats())
    assert [(problem.line, problem.message) for problem in found] == [(2, "`thermostat` is in no word list.")]


def test_a_cue_that_everyday_talk_satisfies_is_refused() -> None:
    def heard_in_talk(cue: str) -> str | None:
        return "Time is up." if cue == "timer" else None

    found = check_questions([candidate(QUESTION)], known_ids=KNOWN, parse_cue=read_cue, heard_in_talk=heard_in_talk)
    assert [problem.message for problem in found] == ["The cue `timer` is heard in everyday talk: “Time is up.”"]
