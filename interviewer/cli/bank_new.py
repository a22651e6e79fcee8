"""`interviewer bank new`: the file of a new question, as a skeleton or as a model's draft from a document."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.bank.folders import NAME_HINT
from interviewer.bank.question import SLUG
from interviewer.bank.skeleton import skeleton
from interviewer.cli.models import checked_roles, model_option, open_log
from interviewer.cli.prompts import prompts_of
from interviewer.errors import InterviewerError, ModelFailedError, UsageError
from interviewer.text.display import printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from rich.console import Console

    from interviewer.bank.question import Question
    from interviewer.config import Config
    from interviewer.llm.log import Log
    from interviewer.llm.settings import ModelSettings
    from interviewer.prompting.template import Prompt

MAX_DOCUMENT_BYTES = 4 * 1024 * 1024
"""No notes are longer; a film is."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `bank new`."""
    parser.add_argument("id", metavar="TOPIC/NAME", help="the new question's id, such as http/repeat-a-request")
    parser.add_argument("question", metavar="QUESTION", help="the question itself, in quotes")
    parser.add_argument("--bank", metavar="DIR", help="the bank's folder (default: the first of your banks)")
    parser.add_argument(
        "--from",
        dest="document",
        metavar="FILE",
        help="notes, as text or Markdown, from which a model drafts the rubric",
    )
    model_option(parser)


def new(args: argparse.Namespace, config: Config, console: Console, notices: Console) -> Path:
    """Write the file, which is not there yet, and return its path.

    `config` has the flags in it. Raises UsageError for what cannot be a new question, ModelFailedError when the model
    drafts none, InterviewerError when the file cannot be written.
    """
    if not re.fullmatch(f"{SLUG}/{SLUG}", args.id):
        raise UsageError(
            f"`{args.id}` is no id of a question.", NAME_HINT.replace("oop/dunder-methods.yaml", "oop/names")
        )
    question = " ".join(printable(args.question).split())
    if not question:
        raise UsageError("The question is empty.", 'Put it in quotes: `interviewer bank new oop/names "What is …?"`')
    path = _folder(args.bank, config) / f"{args.id}.yaml"
    if path.exists():
        raise UsageError(f"{path} is there already.", "Edit it, or choose another name.")
    if args.document is None:
        if args.model is not None:
            raise UsageError("A model drafts from a document.", "Name it with `--from FILE`, or leave out `--model`.")
        text, what = skeleton(question), "a skeleton"
    else:
        text, what = _draft(args, question, config, notices), "a draft to review"
    _write_new(path, text)
    console.print(f"{printable(str(path), keep_newlines=False)} is {what}.", soft_wrap=True)
    return path


def _folder(named: str | None, config: Config) -> Path:
    if named is not None:
        return Path(named)
    if config.banks:
        return config.banks[0]
    hint = 'Name its folder, as with `--bank my-questions`, or put `banks = ["my-questions"]` into the settings.'
    raise UsageError("You have no bank of your own yet.", hint)


def _write_new(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise InterviewerError(
            f"{path} cannot be written: {error.strerror}.", "Name another folder with `--bank`."
        ) from error


def _draft(args: argparse.Namespace, question: str, config: Config, notices: Console) -> str:
    """The text of a draft. Raises UsageError, ModelFailedError."""
    from interviewer.bank.draft import MOST_CHARACTERS, draft_prompt, write_draft

    document = _read(Path(args.document))
    roles = checked_roles(config)
    settings = roles.grader or roles.interviewer
    if settings is None:
        raise UsageError("No model is configured that could draft.", "Name one with `--model`, or leave out `--from`.")
    template = prompts_of(config).template("draft_question")
    cut = f" All but {MOST_CHARACTERS:,} characters of it are left out." if len(document) > MOST_CHARACTERS else ""
    notices.print(f"{args.document} goes to {', '.join(roles.servers)}.{cut} {settings.model} drafts …", soft_wrap=True)
    prompt = draft_prompt(template, question, document, secrets.token_hex(8))
    drafted = _asked(settings, roles.keys, question, prompt, open_log(args))
    return write_draft(drafted, settings.model)


def _read(path: Path) -> str:
    try:
        if not path.is_file():
            raise UsageError(f"{path} is no file.", "`--from` takes a text or Markdown file.")
        if path.stat().st_size > MAX_DOCUMENT_BYTES:
            raise UsageError(f"{path} is larger than {MAX_DOCUMENT_BYTES // 1024**2} MiB.", "Take a part of it.")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", "Make it readable.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text.", "Save it as text or Markdown, in UTF-8.") from error
    if not text.strip():
        raise UsageError(f"{path} is empty.", "Write your notes into it, or leave out `--from`.")
    return text


def _asked(
    settings: ModelSettings, environ: Mapping[str, str], question: str, prompt: Prompt, log: Log | None
) -> Question:
    """What the model drafts, in one request. Raises ModelFailedError, also for a reply that is no rubric."""
    import asyncio

    from interviewer.bank.draft import DRAFT_SCHEMA, UnusableDraftError, read_draft
    from interviewer.llm.connect import connect
    from interviewer.scoring.cues import parse_cue

    async def ask() -> str:
        model = connect(settings, environ, log=log)
        try:
            return (await model.reply(prompt, DRAFT_SCHEMA)).text
        finally:
            await model.close()

    try:
        return read_draft(asyncio.run(ask()), question, parse_cue)
    except UnusableDraftError as error:
        message = f"The draft of {settings.model} cannot be used: {error}."
        raise ModelFailedError("no-draft", message, "Try again, or another model.") from None
