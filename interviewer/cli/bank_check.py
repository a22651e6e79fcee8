"""`interviewer bank check`: what is wrong with the questions of a bank, and where their study links lead."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.bank.audit import audit, audit_conduct, read_candidates
from interviewer.bank.dictionary import open_dictionary, read_list
from interviewer.bank.faults import nearest
from interviewer.bank.folders import CONDUCT, EVERYDAY_TALK, NAME_HINT, contents, question_id_of
from interviewer.bank.links import HOSTS, check_links, study_links
from interviewer.bank.problem import in_order
from interviewer.errors import UsageError
from interviewer.resources import data_folder
from interviewer.text.display import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import Console

    from interviewer.bank.links import Link
    from interviewer.bank.problem import Problem

NOT_SPELLED = 'Spelling was not checked. It is with `pip install "interviewer[bank]"`.'


def check(console: Console, notices: Console, targets: Sequence[str], folders: Sequence[Path]) -> int:
    """Print what is wrong with the targets, or with the shipped bank when there are none: 1 when something is.

    `folders` are the banks that there are; targets may be ids of their questions. Raises UsageError for a target that
    is no folder, question file or id.
    """
    from interviewer.scoring.cues import parse_cue
    from interviewer.scoring.everyday_talk import listener

    shipped = data_folder("rubrics")
    homes = _homes(folders)
    rubrics = [Path(target).absolute() for target in targets if Path(target).name == CONDUCT]
    questioned = [target for target in targets or [str(shipped)] if Path(target).name != CONDUCT]
    chosen = _chosen(questioned, homes)
    heard_in_talk = listener(read_list(shipped / EVERYDAY_TALK))
    dictionary = open_dictionary(dict.fromkeys([shipped, *chosen]))
    questions = 0
    problems = [problem for path in rubrics for problem in audit_conduct(_as_seen_from_here(path), parse_cue=parse_cue)]
    for folder, only in chosen.items():
        found = audit(
            _as_seen_from_here(folder),
            parse_cue=parse_cue,
            heard_in_talk=heard_in_talk,
            only=only,
            other_ids=homes,
            dictionary=dictionary,
        )
        questions += found.questions
        problems += found.problems
    if dictionary is None:
        notices.print(NOT_SPELLED, soft_wrap=True)
    return _say(console, problems, count(questions, "question"))


def check_study_links(console: Console, targets: Sequence[str], folders: Sequence[Path]) -> int:
    """List the study links of the targets, and print what is odd about their shape: 1 when something is.

    `folders` as for `check`; raises UsageError as it does.
    """
    shipped = data_folder("rubrics")
    candidates = []
    problems = []
    hosts: set[str] = set()
    for folder, only in _chosen(targets or [str(shipped)], _homes(folders)).items():
        found = read_candidates(_as_seen_from_here(folder), only)
        candidates += found.candidates
        problems += found.problems
        hosts.update(*(read_list(path) for each in (shipped, folder) if (path := each / HOSTS).exists()))
    links = study_links(candidates)
    _list_links(console, links)
    return _say(console, in_order([*problems, *check_links(candidates, hosts)]), count(len(links), "link"))


def count(number: int, thing: str) -> str:
    """`1 question`, `2 questions`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _say(console: Console, problems: Sequence[Problem], checked: str) -> int:
    for problem in problems:
        console.print(printable(str(problem), keep_newlines=False), soft_wrap=True)
    console.print(f"{checked} checked, {count(len(problems), 'problem')} found.")
    return 1 if problems else 0


def _list_links(console: Console, links: Iterable[Link]) -> None:
    """Tabs between the three in a pipe, a line for each of them in a terminal."""
    for link in links:
        title, address, questions = link.title, f"https://{link.at}", ", ".join(link.questions)
        if console.is_terminal:
            console.print(printable(title), style="bold")
            console.print(f"  {printable(address)}", soft_wrap=True)
            console.print(f"  {questions}\n")
        else:
            sys.stdout.write(f"{printable(title, keep_newlines=False)}\t{printable(address)}\t{questions}\n")


def _homes(folders: Iterable[Path]) -> dict[str, Path]:
    """The bank that each question is used from, by id."""
    homes: dict[str, Path] = {}
    for folder in folders:
        for file in contents(folder).files:
            homes.setdefault(file.question_id, folder)
    return homes


def _chosen(targets: Sequence[str], homes: Mapping[str, Path]) -> dict[Path, set[str] | None]:
    """The bank folders that the targets lie in, and which of their questions are meant; None means all.

    Raises UsageError for a target that is no folder, question file or id.
    """
    chosen: dict[Path, set[str] | None] = {}
    for target in targets:
        folder, only = _meant(target, homes)
        before = chosen.get(folder, set())
        chosen[folder] = None if only is None or before is None else before | only
    return chosen


def _meant(target: str, homes: Mapping[str, Path]) -> tuple[Path, set[str] | None]:
    path = Path(target).absolute()
    if path.is_dir():
        in_topic = {question_id for file in path.glob("*.yaml") if (question_id := question_id_of(file))}
        return (path.parent, in_topic) if in_topic and not contents(path).files else (path, None)
    if path.suffix == ".yaml" and path.exists():
        question_id = question_id_of(path)
        if question_id is None:
            raise UsageError(f"{target}: This file's path is no question's id.", NAME_HINT)
        return path.parent.parent, {question_id}
    if target in homes:
        return homes[target], {target}
    raise UsageError(f"`{target}` is no folder, file or question.", nearest(target, homes))


def _as_seen_from_here(folder: Path) -> Path:
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
