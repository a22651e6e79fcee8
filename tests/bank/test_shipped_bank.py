"""The bank that ships keeps the rules, and what its rubrics claim is true on every Python at hand."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from interviewer.bank.audit import audit, read_candidates
from interviewer.bank.dictionary import WORDS, open_dictionary, read_list
from interviewer.bank.folders import EVERYDAY_TALK, contents
from interviewer.bank.index import open_bank, read_header
from interviewer.bank.links import HOSTS, check_links
from interviewer.bank.loader import read_question
from interviewer.bank.question import topic_of
from interviewer.resources import data_folder
from interviewer.scoring.cues import parse_cue
from interviewer.scoring.everyday_talk import listener

RUBRICS = data_folder("rubrics")
FILES = {file.question_id: file.path for file in contents(RUBRICS).files}
TOPICS = sorted({topic_of(question_id) for question_id in FILES})

RUN_PROOFS = """\
import runpy, sys, traceback
failed = False
for path in sys.argv[1:]:
    try:
        runpy.run_path(path, run_name="__main__")
    except BaseException:
        failed = True
        traceback.print_exc()
sys.exit(failed)
"""


def _pythons() -> dict[str, str]:
    """The interpreter at hand, and every other supported one that is installed and starts, by version."""
    found = {f"{sys.version_info.major}.{sys.version_info.minor}": sys.executable}
    for version in ("3.11", "3.12", "3.13", "3.14", "3.15"):
        command = shutil.which(f"python{version}")
        if command and subprocess.run([command, "-c", ""], capture_output=True, check=False).returncode == 0:
            found.setdefault(version, command)
    return found


PYTHONS = _pythons()


def test_bank_check_is_clean_spelling_and_everyday_talk_included() -> None:
    dictionary = open_dictionary([RUBRICS])
    assert dictionary is not None
    heard_in_talk = listener(read_list(RUBRICS / EVERYDAY_TALK))
    found = audit(RUBRICS, parse_cue=parse_cue, heard_in_talk=heard_in_talk, dictionary=dictionary)
    assert [str(problem) for problem in found.problems] == []


def test_study_links_have_the_right_shape() -> None:
    candidates = read_candidates(RUBRICS).candidates
    assert [str(problem) for problem in check_links(candidates, read_list(RUBRICS / HOSTS))] == []


@pytest.mark.parametrize("name", [WORDS, HOSTS])
def test_lists_are_in_order_and_name_nothing_twice(name: str) -> None:
    listed = read_list(RUBRICS / name)
    assert listed == sorted(set(listed))


def test_every_header_is_what_the_whole_file_says() -> None:
    bank = open_bank([RUBRICS], cache=None)
    assert bank.problems == ()
    for header in bank.headers:
        whole = bank.load(header.question_id)
        assert (header.question, header.level, header.minutes, header.tags, header.related) == (
            whole.question, whole.level, whole.minutes, whole.tags, whole.related,
        )  # fmt: skip


@pytest.mark.parametrize("question_id", FILES)
def test_a_header_is_at_the_head_of_its_file(question_id: str) -> None:
    """Otherwise an interview that starts with a cold cache reads the whole bank."""
    head, found, _ = FILES[question_id].read_bytes().partition(b"\ncriteria:")
    assert found
    assert read_header(head + b"\nrest: [", question_id, "head").question_id == question_id


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("version", PYTHONS)
def test_proofs_hold(version: str, topic: str, tmp_path: Path) -> None:
    paths = []
    for question_id, path in FILES.items():
        question = read_question(path)
        if topic_of(question_id) == topic and question.proof and _holds_on(version, question.requires_python):
            proof = tmp_path / f"{path.stem}.py"
            proof.write_text(question.proof, encoding="utf-8")
            paths.append(str(proof))
    command = [PYTHONS[version], "-c", RUN_PROOFS, *paths]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr


def _holds_on(version: str, requires_python: str | None) -> bool:
    needed = (requires_python or ">=3.11").removeprefix(">=")
    return [int(part) for part in version.split(".")] >= [int(part) for part in needed.split(".")]
