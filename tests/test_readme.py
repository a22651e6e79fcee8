"""The README and the docs say what the program does: their commands are run here, or exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from interviewer.cli.main import COMMANDS, main
from interviewer.cli.room_commands import ROOM_COMMANDS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = sorted(set(re.findall(r"^interviewer\b[^#<>\n]*", README, flags=re.MULTILINE)))


@pytest.mark.parametrize("line", [line.strip() for line in SHOWN])
def test_each_command_shown_is_understood(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = shlex.split(line)[1:]
    words = words if words and words[0] in COMMANDS else ["start", *words]

    with pytest.raises(SystemExit, match="0"):
        main([*words, "--help"])

    usage = capsys.readouterr().out
    assert all(word.partition("=")[0] in usage for word in words if word.startswith("-"))


def test_every_make_target_shown_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    pages = README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in set(re.findall(r"make (\w+)\b", pages)))


def test_continuous_integration_runs_what_the_readme_tells_a_person_to_run() -> None:
    assert "make test" in README
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith("\nmake test")


def test_every_command_of_the_room_is_told() -> None:
    assert all(f"/{command}" in README for command in ROOM_COMMANDS)


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/*.md")), ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!http)([^)#]+)\)", page.read_text(encoding="utf-8"))

    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_changelog_names_every_command() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert [command for command in COMMANDS if command != "start" and command not in changelog] == []
