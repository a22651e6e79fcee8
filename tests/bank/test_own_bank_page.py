"""What docs/write-your-own-bank.md shows works: the commands, the answers, and the package."""

from __future__ import annotations

import json
import os
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from tests.bank.sample import write_bank
from tests.cli import processes
from tests.cli.in_process import run

PAGE = (Path(__file__).parent.parent.parent / "docs" / "write-your-own-bank.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"```(yaml|json|toml)\n(.*?)```", PAGE, re.DOTALL))
QUESTION_ID = "http/repeat-a-request"


@pytest.fixture
def bank(home: Path) -> Path:
    return write_bank(home / "team-questions", {QUESTION_ID: BLOCKS["yaml"]}, {"http": BLOCKS["json"]})


@pytest.mark.parametrize("options", [[], ["--links"]], ids=["rules", "links"])
def test_the_bank_passes_bank_check(bank: Path, options: list[str]) -> None:
    done = run("bank", "check", *options, "team-questions")

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.endswith(b" checked, 0 problems found.\n")


def test_a_strong_answer_is_heard(bank: Path) -> None:
    [command] = re.findall(r"^interviewer (start .*)$", PAGE, re.MULTILINE)
    answer = re.findall(r"- answer: >-\n\s+(.*)\n", BLOCKS["yaml"])[0]
    done = run(*command.split(), "--format", "json", answers=f"{answer}\n.\n")

    [question] = json.loads(done.stdout)["questions"]
    assert {each["criterion"]: each["verdict"] for each in question["verdicts"]} == {
        "same-effect-twice": "met",
        "key-for-a-post": "met",
    }


def test_one_line_of_settings_puts_it_into_every_interview(bank: Path, home: Path) -> None:
    [line] = re.findall(r"`(banks = .*)`", PAGE)
    (home / "interviewer.toml").write_text(f"{line}\n", encoding="utf-8")
    done = run("bank", "list", "--topic", "http")

    assert done.stdout.decode().startswith(f"{QUESTION_ID}\tmid\t5\t")
    assert f"1 from {bank}\n" in done.stderr.decode()


def test_the_package_brings_its_bank_along(bank: Path, home: Path) -> None:
    project = tomllib.loads(BLOCKS["toml"])
    [(name, value)] = project["project"]["entry-points"]["interviewer.banks"].items()
    [package] = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    site = home / "site"
    shutil.copytree(bank, site / package)
    about = site / "team_questions-1.0.dist-info"
    about.mkdir()
    (about / "entry_points.txt").write_text(f"[interviewer.banks]\n{name} = {value}\n", encoding="utf-8")
    path = os.pathsep.join([str(site), *filter(None, [os.getenv("PYTHONPATH")])])

    listed = processes.run("bank", "list", "--topic", "http", PYTHONPATH=path)
    assert listed.stdout.decode().startswith(f"{QUESTION_ID}\tmid\t5\t")
    assert f"1 from {site / package}, installed as team\n" in listed.stderr.decode()
