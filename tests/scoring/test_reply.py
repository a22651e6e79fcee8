import json

import jsonschema
import pytest

from interviewer.scoring.reply import GRADE_SCHEMA, Complaint, UnreadableReplyError, read_reply
from tests.scoring.judges import GOOD, QUESTION, held, judged, reply

TWO = (judged("tuple-fixed", "met", "x"), judged("list-changes"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(GOOD, id="bare"),
        pytest.param(f"\n  {GOOD}\n", id="white-space-round-it"),
        pytest.param(f"```json\n{GOOD}\n```", id="fenced"),
        pytest.param(f"```\n{json.dumps(json.loads(GOOD), indent=2)}\n```\n", id="fenced-and-indented"),
        pytest.param(GOOD.replace('{"criteria"', '{"score": 100, "criteria"'), id="field-that-was-not-asked-for"),
        pytest.param(GOOD.replace('"met"', '" Met\\n"'), id="verdict-in-another-case-with-space"),
    ],
)
def test_reads(text: str) -> None:
    read = read_reply(text, QUESTION)
    assert [(name, one.verdict) for name, one in read.criteria.items()] == [
        ("tuple-fixed", "met"),
        ("list-changes", "partly"),
    ]
    assert read.criteria["tuple-fixed"].quotes == ("A tuple can't change",)
    assert read.misconceptions["deeply-frozen"].stands
    assert read.claims[0].quote == "Dicts lose their order"


MALFORMED = {
    "empty": ("", Complaint(fault="not-json")),
    "html": ("<html><body><h1>502 Bad Gateway</h1></body></html>", Complaint(fault="not-json")),
    "prose": ("The candidate did well on both points.", Complaint(fault="not-json")),
    "cut-off": (GOOD[:-30], Complaint(fault="not-json")),
    "cut-off-in-a-fence": (f"```json\n{GOOD[:-30]}\n```", Complaint(fault="not-json")),
    "fence-that-never-closes": (f"```json\n{GOOD}", Complaint(fault="not-json")),
    "prose-before-the-json": (f"Here it is: {GOOD}", Complaint(fault="not-json")),
    "prose-before-the-fence": (f"Here it is:\n```json\n{GOOD}\n```", Complaint(fault="not-json")),
    "two-objects": (GOOD + GOOD, Complaint(fault="not-json")),
    "python-literal": (str(json.loads(GOOD)), Complaint(fault="not-json")),
    "nested-without-end": ("[" * 200_000, Complaint(fault="not-json")),
    "number-without-end": ("9" * 10_000, Complaint(fault="not-json")),
    "null": ("null", Complaint(fault="wrong-shape")),
    "number": ("100", Complaint(fault="wrong-shape")),
    "list": (f"[{GOOD}]", Complaint(fault="wrong-shape")),
    "other-object": ('{"error": "overloaded"}', Complaint(fault="wrong-shape")),
    "wrapped": (f'{{"grade": {GOOD}}}', Complaint(fault="wrong-shape")),
    "no-claims-field": ('{"criteria": [], "misconceptions": []}', Complaint(fault="wrong-shape")),
    "criteria-by-name": (GOOD.replace("[", "{").replace("]", "}"), Complaint(fault="not-json")),
    "key-twice": (GOOD[:-1] + ', "criteria": []}', Complaint(fault="wrong-shape")),
    "verdict-twice": (GOOD.replace('"verdict": "met"', '"verdict": "missed", "verdict": "met"'),
                      Complaint(fault="wrong-shape")),
    "quotes-are-one-text": (GOOD.replace('["append to a list"]', '"append to a list"'), Complaint(fault="wrong-shape")),
    "quotes-are-null": (GOOD.replace('["append to a list"]', "null"), Complaint(fault="wrong-shape")),
    "stands-is-text": (GOOD.replace("true", '"true"'), Complaint(fault="wrong-shape")),
    "verdict-is-a-flag": (GOOD.replace('"met"', "true"), Complaint(fault="wrong-shape")),
    "verdict-of-its-own": (GOOD.replace('"met"', '"excellent"'), Complaint(fault="unknown-verdict")),
    "verdict-in-words": (GOOD.replace('"met"', '"fully met"'), Complaint(fault="unknown-verdict")),
    "no-verdict": (GOOD.replace('"met"', '""'), Complaint(fault="unknown-verdict")),
    "extra-criterion": (reply(*TWO, judged("charm", "met", "x")), Complaint(fault="unknown-id")),
    "id-in-another-case": (reply(judged("Tuple-Fixed"), TWO[1]), Complaint(fault="unknown-id")),
    "extra-misconception": (reply(*TWO, misconceptions=[held("slow", "x")]), Complaint(fault="unknown-id")),
    "criterion-as-misconception": (reply(*TWO, misconceptions=[held("tuple-fixed", "x")]),
                                   Complaint(fault="unknown-id")),
    "criterion-twice": (reply(*TWO, TWO[0]), Complaint(fault="duplicate-id", ids=("tuple-fixed",))),
    "misconception-twice": (reply(*TWO, misconceptions=[held("deeply-frozen", "x")] * 2),
                            Complaint(fault="duplicate-id", ids=("deeply-frozen",))),
    "criterion-missing": (reply(TWO[0]), Complaint(fault="missing-id", ids=("list-changes",))),
    "no-criteria": (reply(), Complaint(fault="missing-id", ids=("tuple-fixed", "list-changes"))),
}  # fmt: skip


@pytest.mark.parametrize(("text", "complaint"), MALFORMED.values(), ids=MALFORMED)
def test_refuses_and_says_why(text: str, complaint: Complaint) -> None:
    with pytest.raises(UnreadableReplyError) as refused:
        read_reply(text, QUESTION)
    assert refused.value.complaint == complaint


def test_the_schema_is_one_and_takes_a_good_reply() -> None:
    jsonschema.Draft202012Validator.check_schema(GRADE_SCHEMA)
    jsonschema.validate(json.loads(GOOD), GRADE_SCHEMA)


def test_the_schema_is_fit_for_strict_modes() -> None:
    objects = 0
    seen: list[object] = [GRADE_SCHEMA]
    while seen:
        part = seen.pop()
        if isinstance(part, list):
            seen.extend(part)
        elif isinstance(part, dict):
            seen.extend(part.values())
            if part.get("type") == "object":
                objects += 1
                assert part["additionalProperties"] is False
                assert part["required"] == list(part["properties"])
    assert objects == 4


def test_reason_and_quotes_come_before_the_verdict() -> None:
    text = json.dumps(GRADE_SCHEMA["properties"])
    assert text.index('"reason"') < text.index('"quotes"') < text.index('"verdict"')
    assert json.loads(json.dumps(GRADE_SCHEMA)) == GRADE_SCHEMA
