from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from interviewer.bank.question import Example, Label
from interviewer.scoring.examples import MOST, chosen
from interviewer.scoring.grade_prompt import first_prompt
from tests.scoring.judges import FROZEN, NONCE, QUESTION, TALK, TEMPLATES
from tests.scoring.rubric import exchange

LABELS = st.sampled_from(["met", "partly", "missed"])


def example(answer: str, first: Label, second: Label, misconceptions: Sequence[str] = ()) -> Example:
    verdicts: dict[str, Label] = {"tuple-fixed": first, "list-changes": second}
    return Example(answer=answer, style="partial", verdicts=verdicts, misconceptions=tuple(misconceptions))


def taken(*examples: Example) -> list[str]:
    return [one.answer for one in chosen(replace(QUESTION, examples=examples))]


def test_few_are_shown_in_the_order_of_the_file() -> None:
    assert taken(*(example(str(number), "met", "missed") for number in range(8))) == ["0", "1", "2", "3", "4"]


def test_each_verdict_of_each_criterion_is_shown_before_one_is_shown_again() -> None:
    same = [example(f"same {number}", "met", "met") for number in range(6)]
    assert {"other", "third"} <= set(
        taken(*same, example("other", "missed", "partly"), example("third", "partly", "missed"))
    )


def test_an_example_that_holds_a_misconception_is_shown() -> None:
    same = [example(f"same {number}", "met", "met") for number in range(6)]
    assert "wrong" in taken(*same, example("wrong", "met", "met", [FROZEN.id]))


@given(st.lists(st.tuples(LABELS, LABELS), max_size=9))
def test_the_choice_is_the_same_every_time_and_never_too_large(labels: list[tuple[Label, Label]]) -> None:
    examples = [example(str(number), *both) for number, both in enumerate(labels)]
    assert taken(*examples) == taken(*examples)
    assert len(taken(*examples)) == min(len(labels), MOST)


def test_the_grader_is_shown_them_with_their_verdicts_and_before_what_changes() -> None:
    question = replace(QUESTION, examples=(example("EXAMPLE", "met", "missed"),))
    user = first_prompt(TEMPLATES, exchange(question, "ANSWER"), NONCE).user
    assert '{"answer": "EXAMPLE", "verdicts": {"tuple-fixed": "met", "list-changes": "missed"}' in user
    assert user.index("EXAMPLE") < user.index("ANSWER")
    assert "EXAMPLE" not in first_prompt(TEMPLATES, TALK, NONCE).user
