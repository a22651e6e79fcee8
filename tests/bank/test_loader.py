from __future__ import annotations

import os
from pathlib import Path

import pytest

from interviewer.bank.loader import MAX_BYTES, parse_question, read_question
from interviewer.bank.problem import BrokenFileError
from tests.bank.sample import QUESTION

CHANGES = [
    pytest.param(
        ("level: mid", "level: mit"),
        ["3:8: `level` is the text 'mit', and must be one of junior, mid, senior. Did you mean `mid`?"],
        id="unknown-choice",
    ),
    pytest.param(
        ("minutes: 6", "minutes: 90"),
        ["4:10: `minutes` is the value 90, and must be a whole number from 1 to 60."],
        id="number-out-of-range",
    ),
    pytest.param(
        ("minutes: 6", "minutes: 6.5"),
        ["4:10: `minutes` is the value 6.5, and must be a whole number from 1 to 60."],
        id="fraction",
    ),
    pytest.param(
        ("tags: [heating, control]", "tgs: [heating]\nprobe: x"),
        [
            "5:1: `tgs` is not a field here. Did you mean `tags`?",
            "6:1: `probe` is not a field here. Did you mean `proof`?",
        ],
        id="all-unknown-fields",
    ),
    pytest.param(
        ("    says: Says that it measures", "    hint: x\n    sys: Says that it measures"),
        [
            "9:5: `says` is missing here. Add it.",
            "10:5: `hint` is not a field here. Did you mean `hints`?",
            "11:5: `sys` is not a field here. Did you mean `says`?",
        ],
        id="unknown-and-missing-inside",
    ),
    pytest.param(
        ("format: 1", "format: 2"), ["1:9: `format` is the value 2, and must be 1."], id="format-of-the-future"
    ),
    pytest.param(
        ("question: How does a thermostat keep a room warm?", "question: '  '"),
        ["2:11: `question` is empty, and must be text."],
        id="blank",
    ),
    pytest.param(
        ("level: mid", "level:"),
        ["3:7: `level` is empty, and must be one of junior, mid, senior."],
        id="left-open",
    ),
    pytest.param(
        ("question: How does a thermostat keep a room warm?", "question: 3.10"),
        ["2:11: `question` is the value 3.1, and must be text. Put quotes around it."],
        id="number-for-text",
    ),
    pytest.param(
        ("extensions: [What changes when the sensor hangs above the radiator?]", "extensions:\n  - Say: what changes?"),
        [
            "49:5: Item 1 of `extensions` is `name: value` lines, and must be text."
            " Put quotes around text that holds a colon followed by a space."
        ],
        id="colon-in-text",
    ),
    pytest.param(
        ('cues: ["timer"]', "cues: timer"),
        ["43:11: `cues` is the text 'timer', and must be a list. Write it as `[one, two]`."],
        id="text-for-a-list",
    ),
    pytest.param(
        ("{feedback: met, hysteresis: met, inertia: met}", "{feedback: yes, hysteresis: met, inertia: met}"),
        ["59:26: `feedback` is the text 'yes', and must be one of met, partly, missed."],
        id="label",
    ),
    pytest.param(
        ("verdicts: {feedback: partly, hysteresis: missed, inertia: missed}", "verdicts: partly"),
        ["69:15: `verdicts` is the text 'partly', and must be `name: value` lines."],
        id="text-for-labels",
    ),
    pytest.param(
        ('requires_python: ">=3.11"', "requires_python: 3.11"),
        [
            '53:18: `requires_python` is the value 3.11, and must be a lowest version, such as ">=3.11".'
            " Put quotes around it."
        ],
        id="version",
    ),
    pytest.param(
        ("about: feedback", "about: Feed Back"),
        ["40:12: `about` is the text 'Feed Back', and must be lower-case words and digits joined by hyphens."],
        id="slug",
    ),
    pytest.param(
        ("related: []", "related: [thermostat]"),
        [
            "6:11: Item 1 of `related` is the text 'thermostat', and must be a question's id,"
            " such as `oop/dunder-methods`."
        ],
        id="question-id",
    ),
    pytest.param(
        ("study:\n  - {title: Thermostat, at: en.wikipedia.org/wiki/Thermostat}", "study: [Thermostat]"),
        ["54:9: Item 1 of `study` is the text 'Thermostat', and needs fields: `title`, `at`."],
        id="text-for-fields",
    ),
]


def problems_of(text: str) -> list[str]:
    with pytest.raises(BrokenFileError) as caught:
        parse_question(text.encode(), "f.yaml")
    return [str(problem).removeprefix("f.yaml:") for problem in caught.value.problems]


def test_a_good_question_is_read() -> None:
    question, source = parse_question(QUESTION.encode(), "f.yaml")
    assert question.level == "mid"
    assert question.criterion("feedback").hints[2] == "Which two numbers does it compare?"
    assert question.examples[2].misconceptions == ("faster-when-higher",)
    assert source.position(("criteria", 1, "probe")) == (27, 12)


@pytest.mark.parametrize(("change", "problems"), CHANGES)
def test_what_does_not_fit_is_named_with_its_place_and_a_remedy(change: tuple[str, str], problems: list[str]) -> None:
    old, new = change
    assert QUESTION.count(old) == 1
    assert problems_of(QUESTION.replace(old, new)) == problems


def test_everything_that_does_not_fit_is_reported_at_once() -> None:
    assert problems_of("format: 1\nquestion: [a]\nlevel: easy\ncriteria: []\nx: 1") == [
        "1:1: `minutes`, `reference_answer` are missing here. Add it.",
        "2:11: `question` is a list, and must be text. Put quotes around text that begins with `[` or `-`.",
        "3:8: `level` is the text 'easy', and must be one of junior, mid, senior.",
        "4:11: `criteria` is empty. Add at least one.",
        "5:1: `x` is not a field here. There are: format, question, level, minutes, tags, related, code, criteria,"
        " misconceptions, clarifications, extensions, reference_answer, proof, requires_python, study, examples.",
    ]


def test_a_wrong_value_is_repeated_only_in_part() -> None:
    (problem,) = problems_of(QUESTION.replace("level: mid", f"level: {'x' * 1000}"))
    assert problem.startswith(f"3:8: `level` is the text '{'x' * 40}…', and must")


def test_the_error_says_how_many_more_there_are() -> None:
    with pytest.raises(BrokenFileError) as caught:
        parse_question(b"format: 1\nx: 1", "f.yaml")
    assert str(caught.value).endswith("are missing here. Add it. (1 more: `interviewer bank check f.yaml` lists them.)")


class TestFiles:
    def test_a_file_is_read(self, tmp_path: Path) -> None:
        path = tmp_path / "q.yaml"
        path.write_text(QUESTION, encoding="utf-8")
        assert read_question(path).minutes == 6

    def test_problems_name_the_file(self, tmp_path: Path) -> None:
        path = tmp_path / "q.yaml"
        path.write_text("a: [", encoding="utf-8")
        with pytest.raises(BrokenFileError, match=f"^{path}:2:1: "):
            read_question(path)

    @pytest.mark.parametrize(
        ("make", "message"),
        [
            pytest.param(lambda path: None, "Cannot be read: No such file or directory.", id="missing"),
            pytest.param(lambda path: path.mkdir(), "Cannot be read: it is not a regular file.", id="folder"),
            pytest.param(os.mkfifo, "Cannot be read: it is not a regular file.", id="pipe-that-nobody-writes-to"),
            pytest.param(
                lambda path: path.symlink_to(path), "Cannot be read: Too many levels of symbolic links.", id="loop"
            ),
            pytest.param(
                lambda path: path.write_bytes(b"#" * (MAX_BYTES + 1)),
                "Cannot be read: it is larger than 512 KiB.",
                id="too-large",
            ),
        ],
    )
    def test_what_cannot_be_read_is_one_line(self, tmp_path: Path, make: object, message: str) -> None:
        path = tmp_path / "q.yaml"
        make(path)  # type: ignore[operator]
        with pytest.raises(BrokenFileError) as caught:
            read_question(path)
        assert str(caught.value) == f"{path}: {message} Mend it or remove it."
