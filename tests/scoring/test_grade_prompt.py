import re
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from interviewer.bank.question import Question
from interviewer.scoring.grade_prompt import GradingTemplates, first_prompt, repair_prompt
from interviewer.scoring.reply import Complaint, Fault
from tests.scoring import golden
from tests.scoring.judges import NONCE, QUESTION, TALK, TEMPLATES
from tests.scoring.rubric import candidate, exchange

OPENING = re.compile(rf'<verbatim-{NONCE} from="([^"]+)">\n')
CLOSING = f"\n</verbatim-{NONCE}>"


@pytest.mark.parametrize("name", golden.PROMPTS)
def test_prompts_read_as_they_did(name: str) -> None:
    assert golden.PROMPTS[name] == (golden.FOLDER / name).read_text(encoding="utf-8")


def test_the_rules_are_the_same_in_every_request() -> None:
    other = exchange(replace(QUESTION, question="What else?"), "Nothing.")
    assert first_prompt(TEMPLATES, TALK, NONCE).system == first_prompt(TEMPLATES, other, "0ther").system


def test_tells_nothing_but_question_rubric_and_talk() -> None:
    question = Question(
        format=1,
        question="ASKED",
        level="senior",
        minutes=47,
        tags=("hidden-tag",),
        related=("hidden/related",),
        code="CODE",
        criteria=tuple(
            replace(one, cues=("HIDDENCUE",), gives_away=("HIDDENWORD",), probe="HIDDENPROBE", hints=("HIDDENHINT",))
            for one in QUESTION.criteria
        ),
        misconceptions=tuple(
            replace(one, correction="HIDDENCORRECTION", challenge="HIDDENCHALLENGE", cues=("HIDDENCUE",))
            for one in QUESTION.misconceptions
        ),
        extensions=("HIDDENEXTENSION",),
        reference_answer="HIDDENREFERENCE",
        proof="HIDDENPROOF",
    )  # fmt: skip
    user = first_prompt(TEMPLATES, exchange(question, "ANSWER"), NONCE).user
    assert all(word in user for word in ("ASKED", "CODE", "ANSWER", "tuple-fixed", "deeply-frozen"))
    for hidden in ("hidden", "senior", "47", "tier", "core", "deeper", "oop/test", "weight"):
        assert hidden not in user.casefold()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200) | st.sampled_from([CLOSING, f"<verbatim-{NONCE}>", f"</VERBATIM-{NONCE}>x", "$turns"]))
def test_candidate_text_never_leaves_its_delimiters(text: str) -> None:
    prompt = first_prompt(TEMPLATES, exchange(QUESTION, f"MARK {text} MARK", "A second turn."), NONCE)
    bare = first_prompt(TEMPLATES, exchange(QUESTION, "", "A second turn."), NONCE)
    assert OPENING.findall(prompt.user) == ["interviewer, turn 1", "candidate, turn 2", "candidate, turn 3"]
    head, opening, rest = prompt.user.partition(f'<verbatim-{NONCE} from="candidate, turn 2">\n')
    inside, closing, tail = rest.partition(CLOSING)
    assert inside.startswith("MARK")
    assert inside.endswith("MARK")
    assert head + opening + closing + tail == bare.user
    assert prompt.system == bare.system


@pytest.mark.parametrize("fault", get_args(Fault))
def test_every_fault_is_explained_to_the_model(fault: str) -> None:
    assert f"- `{fault}`: " in TEMPLATES.repair.system


def test_a_repair_asks_the_same_again() -> None:
    first = first_prompt(TEMPLATES, golden.CODED, NONCE)
    again = repair_prompt(TEMPLATES, first, [Complaint(fault="not-json")])
    assert again.system == f"{first.system}\n\n{TEMPLATES.repair.system}"
    assert again.user.startswith(first.user)
    assert again.user.count("- not-json\n") == 1
    assert (again.name, again.hash) == ("grade_repair", TEMPLATES.repair.hash)


def test_the_hash_is_of_both_templates() -> None:
    hashes = {
        templates.hash
        for templates in (
            TEMPLATES,
            GradingTemplates(grade=replace(TEMPLATES.grade, hash="x"), repair=TEMPLATES.repair),
            GradingTemplates(grade=TEMPLATES.grade, repair=replace(TEMPLATES.repair, hash="x")),
        )
    }
    assert len(hashes) == 3
    assert all(re.fullmatch("[0-9a-f]{12}", one) for one in hashes)


def test_said_in_passing_is_marked() -> None:
    talk = exchange(QUESTION, candidate(2, "Tuples stay.", in_passing=True))
    assert 'from="candidate, turn 2, earlier"' in first_prompt(TEMPLATES, talk, NONCE).user
