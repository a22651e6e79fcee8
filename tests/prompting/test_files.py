"""A user's own prompts go before those that ship, and a bad one is named before anything is asked with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from interviewer.errors import UsageError
from interviewer.prompting.files import MAX_BYTES, PromptFiles
from interviewer.resources import data_folder

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = data_folder("prompts")
MINE = "---\nversion: 7\nvariables: question, document\n---\n# System\nDraft.\n# User\n$question $document\n"
TOUGH = "---\nversion: 1\n---\nBe brief.\n"


def folder(own: Path, **files: str) -> PromptFiles:
    """The prompts with these of the user's own; `__` stands for the `/` of a name, `_md` for its ending."""
    for name, text in files.items():
        file = own / name.replace("__", "/").replace("_md", ".md").replace("_yaml", ".yaml")
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return PromptFiles(SHIPPED, own)


def test_without_a_folder_every_prompt_is_the_shipped_one() -> None:
    files = PromptFiles(SHIPPED)

    assert files.names() == (
        "candidate.md", "closing.md", "conduct.md", "draft_question.md", "grade.md", "grade_repair.md", "judge.md",
        "second_look.md", "second_look_claim.md", "speak.md", "warm_up.md", "weigh.md", "moves/advance.md",
        "moves/challenge.md", "moves/close.md", "moves/deepen.md", "moves/probe.md",
        "moves/reassure.md", "personas/friendly.md", "personas/neutral.md", "personas/tough.md",
        "languages/candidate.md", "languages/english.md", "phrases.yaml", "small_talk.yaml", "weigh.yaml",
    )  # fmt: skip
    assert not any(files.is_own(name) for name in files.names())
    files.check()


def test_a_file_of_the_user_s_goes_before_the_shipped_one(tmp_path: Path) -> None:
    files = folder(tmp_path, draft_question_md=MINE, personas__tough_md=TOUGH, README_md="Mine.")

    files.check()

    assert [name for name in files.names() if files.is_own(name)] == ["draft_question.md", "personas/tough.md"]
    assert files.path("draft_question.md") == tmp_path / "draft_question.md"
    assert (files.template("draft_question").name, files.template("draft_question").version) == ("draft_question", 7)
    assert files.part("personas/tough").text == "Be brief."
    assert files.template("grade") == PromptFiles(SHIPPED).template("grade")


BAD = {
    "an_unknown_variable": (
        {"draft_question_md": MINE.replace("document", "notes")},
        "{own}/draft_question.md: the variable `notes` is unknown. It takes `question`, `document`.",
    ),
    "a_missing_variable": (
        {"draft_question_md": MINE.replace(", document", "").replace(" $document", "")},
        "{own}/draft_question.md: the variable `document` is missing. It takes `question`, `document`.",
    ),
    "a_missing_section": (
        {"draft_question_md": MINE.replace("# System\n", "")},
        "{own}/draft_question.md is no template. "
        "It has front matter between two lines `---`, then `# System`, then `# User`.",
    ),
    "a_variable_in_a_part": (
        {"personas__tough_md": TOUGH.replace("brief", "$brief")},
        "{own}/personas/tough.md: the variable `brief` is unknown. A part of a prompt takes none.",
    ),
    "a_misspelt_name": ({"speek_md": MINE}, "{own}: There is no prompt speek.md. Did you mean speak.md?"),
    "a_persona_beside_its_folder": (
        {"tough_md": TOUGH},
        "{own}: There is no prompt tough.md. Did you mean personas/tough.md?",
    ),
    "a_persona_of_another_name": (
        {"personas__zorro_md": TOUGH},
        "{own}: There is no prompt personas/zorro.md. `interviewer config prompts` lists them.",
    ),
    "one_that_is_nobody_s_to_change": (
        {"plain_json_md": MINE},
        "{own}: There is no prompt plain_json.md. `interviewer config prompts` lists them.",
    ),
    "a_very_large_one": (
        {"draft_question_md": MINE + "x" * MAX_BYTES},
        "{own}/draft_question.md: This is no file, or a very large one. Put a prompt in its place, or nothing.",
    ),
}


@pytest.mark.parametrize(("files", "says"), BAD.values(), ids=BAD)
def test_a_bad_file_is_named_in_one_line(files: dict[str, str], says: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        folder(tmp_path, **files).check()

    assert str(refused.value) == says.format(own=tmp_path)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "speak.md").write_bytes(b"\xff\xfe")

    with pytest.raises(UsageError, match=r"speak\.md: This is not UTF-8 text\."):
        PromptFiles(SHIPPED, tmp_path).check()


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "speak.md").mkdir()

    with pytest.raises(UsageError, match=r"speak\.md: This is no file"):
        PromptFiles(SHIPPED, tmp_path).check()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere is no folder\."):
        PromptFiles(SHIPPED, tmp_path / "nowhere")
