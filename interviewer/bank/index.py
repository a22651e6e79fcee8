"""A bank of questions as an interview needs it: the header of each at hand, the whole of those that are asked for.

Headers are read from the beginning of each file, and kept in a cache file, so a large bank starts like a small one.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec import Struct

from interviewer.bank.folders import QuestionFile, contents
from interviewer.bank.loader import fit, read_file, read_question
from interviewer.bank.problem import BrokenFileError, Problem, in_order
from interviewer.bank.question import Level, Line, Minutes, QuestionId, Slug
from interviewer.bank.yaml_source import Source
from interviewer.errors import BankError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from interviewer.bank.question import Question

CACHE_VERSION = 1
"""To be raised when Header, or the way that it is read, changes."""


class Header(Struct, frozen=True, kw_only=True):
    """What choosing questions and listing them needs to know of each."""

    question_id: str
    question: Line
    level: Level
    minutes: Minutes
    tags: tuple[Slug, ...] = ()
    related: tuple[QuestionId, ...] = ()


class Bank:
    """The questions of some folders.

    `headers` are ordered by id. `problems` says what was left out, and why: one broken file stops no interview that
    does not use it.
    """

    def __init__(self, headers: Iterable[Header], problems: Iterable[Problem], paths: Mapping[str, Path]) -> None:
        self.headers = tuple(headers)
        self.problems = tuple(problems)
        self._paths = paths

    def load(self, question_id: str) -> Question:
        """The whole question, read now.

        Raises BankError for an id that is in no folder (names the nearest), and for a file that is broken.
        """
        return read_question(self.path(question_id))

    def path(self, question_id: str) -> Path:
        """The file of that question, whole or broken. Raises BankError for an id that is in no folder."""
        if question_id in self._paths:
            return self._paths[question_id]
        from interviewer.bank.faults import nearest

        hint = nearest(question_id, self._paths) or "`interviewer bank list` shows what there is."
        raise BankError(f"The bank has no question `{question_id}`.", hint)


def open_bank(folders: Sequence[Path], cache: Path | None, problems: Iterable[Problem] = ()) -> Bank:
    """The bank of these folders; where two have the same question, the first one's is used.

    `cache` is a folder of ours, made when needed; None keeps nothing. A cache that is damaged, missing or cannot be
    written costs time and nothing else. `problems` are known already. Raises BankError for a folder that cannot be
    listed.
    """
    headers: dict[str, Header] = {}
    paths: dict[str, Path] = {}
    left_out = list(problems)
    for folder in folders:
        files, misplaced = contents(folder)
        mine = [file for file in files if file.question_id not in paths]
        good, bad = _index(mine, _cache_file(folder, cache) if cache else None)
        headers |= good
        left_out += [*misplaced, *bad]
        paths |= {file.question_id: file.path for file in mine}
    return Bank((headers[question_id] for question_id in sorted(headers)), in_order(left_out), paths)


def read_header(content: bytes, question_id: str, name: str) -> Header:
    """The header of a question, from as little of its file as holds it: the same that the whole file would give.

    `name` stands for the file in messages. Raises BrokenFileError for what is wrong as far as the file was read.
    """
    source = Source(content, name)
    missing = set(_HeaderFields.__struct_fields__)
    for field in source.fields():
        missing.discard(field.name)
        if not missing:
            break
    fields = fit(source, _HeaderFields)
    return Header(
        question_id=question_id,
        question=fields.question,
        level=fields.level,
        minutes=fields.minutes,
        tags=fields.tags,
        related=fields.related,
    )


class _HeaderFields(Struct, frozen=True, kw_only=True):
    format: Literal[1]
    question: Line
    level: Level
    minutes: Minutes
    tags: tuple[Slug, ...] = ()
    related: tuple[QuestionId, ...] = ()


class _Kept(Struct, frozen=True, array_like=True):
    """A header that was read when its file had this size and time."""

    mtime_ns: int
    size: int
    header: Header


class _Cache(Struct, frozen=True):
    version: int
    kept: dict[str, _Kept]


def _index(files: Sequence[QuestionFile], cache_file: Path | None) -> tuple[dict[str, Header], list[Problem]]:
    """The headers of these files by id, and why some have none. Brings the cache up to date."""
    before = _read_cache(cache_file)
    after: dict[str, _Kept] = {}
    problems: list[Problem] = []
    for file in files:
        kept = before.get(file.question_id)
        if kept is None or (kept.mtime_ns, kept.size) != (file.mtime_ns, file.size):
            try:
                header = read_header(read_file(file.path), file.question_id, str(file.path))
            except BrokenFileError as error:
                problems += error.problems
                continue
            kept = _Kept(file.mtime_ns, file.size, header)
        after[file.question_id] = kept
    if after != before:
        _write_cache(cache_file, after)
    return {question_id: kept.header for question_id, kept in after.items()}, problems


def _cache_file(folder: Path, cache: Path) -> Path:
    name = hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:16]
    return cache / f"bank-{name}.json"


def _read_cache(cache_file: Path | None) -> dict[str, _Kept]:
    if cache_file is None:
        return {}
    # ValueError: not JSON, not UTF-8, or of another version's shape. RecursionError: brackets without end.
    with suppress(OSError, ValueError, RecursionError):
        cache = msgspec.json.decode(cache_file.read_bytes(), type=_Cache)
        return cache.kept if cache.version == CACHE_VERSION else {}
    return {}


def _write_cache(cache_file: Path | None, kept: dict[str, _Kept]) -> None:
    if cache_file is None:
        return
    draft = cache_file.with_suffix(f".{os.getpid()}.tmp")
    # Next to its goal and renamed: who reads at the same time sees the old file or the new one, never half of one.
    try:
        cache_file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(msgspec.json.encode(_Cache(CACHE_VERSION, kept)))
        draft.replace(cache_file)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
