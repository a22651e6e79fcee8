"""The text of a settings file: the one that explains itself, and the lines in it that choose a model. Pure."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING

from interviewer.config import MODELS, OFFLINE, ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewer.llm.settings import ModelSettings

TEMPLATE = """\
# Settings of interviewer. Each line shows a default: take the `#` away and change it.
# A flag, a variable such as INTERVIEWER_QUESTIONS=2, and an interviewer.toml in your project go before this file.
# `interviewer config show` says which settings hold, and where each comes from.

# Without a model the offline interviewer and grader serve: nothing to set up, and nothing leaves this machine.
# "provider:model" is one line, for both or for each; the key comes from the provider's usual variable.
# model = "openai:gpt-5-mini"

# "interview" keeps all feedback for the end; "practice" shows how it went after each question.
# mode = "interview"

# How many questions, from 1 to 20.
# questions = 4

# How many active minutes to plan for and to close after. Without it there is no limit.
# minutes = 25

# "junior", "mid" or "senior". Without it, all of them.
# level = "mid"

# Topics to choose from. Empty: all.
# topics = []

# Folders with questions of your own; relative to this file.
# banks = []

# How a model interviews: "friendly", "neutral" or "tough".
# persona = "neutral"

# "candidate" lets a model follow the language of your answers.
# language = "english"

# A folder with prompts of your own, relative to this file; `interviewer config prompts` says what may be in it.
# prompts = "my-prompts"

# In a terminal: a warm-up first and your own question last, neither of them scored.
# warm_up = true
# true: hear what is asked, and speak your answers. `interviewer doctor --voice` says whether all is there for it.
# voice = false

# A part of the name of the microphone. Without it, the system's default.
# microphone = "USB"

# true: the sound of spoken answers is kept beside the journal. Otherwise it goes when you have confirmed the text.
# keep_audio = false

# For screen readers: no boxes, colours or redrawing.
# plain = false

# The variable NO_COLOR turns colours off, too.
# colour = true

# The file that your interviews are kept in. Without it, where this system keeps a program's data.
# journal = "journal.db"

# Tracing of the calls to models by a third party (LangSmith), when its own variables ask for it, too.
# tracing = false

# What the models of an interview may take in all; then it goes on offline. A cost needs price_in and price_out.
# max_tokens = 60000
# max_cost = 0.5

# Another model for each role, with more about it: temperature, top_p, seed, reasoning_effort,
# max_tokens, timeout_s, price_in, price_out, fallbacks.
# The grader has more: fast, thorough, samples, strategy. A list of models is a panel that votes.
# models.interviewer = "openai:gpt-5-mini"
# models.grader = { model = "openai:local", base_url = "http://127.0.0.1:8080/v1", api_key_env = "MY_KEY" }

# What writes spoken answers down: "moonshine", "faster-whisper" or "openai:MODEL". What reads aloud: "system", "hibari"
# or "openai:MODEL". Servers of your own have base_url and api_key_env, as models have.
# models.transcriber = "moonshine"
# models.speaker = { model = "system", speed = 1.0 }
"""
DEL = "\x7f"
_OF_A_MODEL = re.compile(rf"\s*(model|{MODELS}\s*\.\s*({'|'.join(ROLES)}))\s*=")
_TABLE = re.compile(r"\s*\[")


def lines_for(chosen: ModelSettings | None) -> tuple[str, ...]:
    """The lines that let one model play both roles; None for the offline ones.

    >>> from interviewer.llm.settings import ModelSettings
    >>> lines_for(ModelSettings(model="openai:small"))
    ('model = "openai:small"',)
    """
    if chosen is None:
        return (f"model = {toml_text(OFFLINE)}",)
    named = {"model": chosen.model, "base_url": chosen.base_url, "api_key_env": chosen.api_key_env}
    parts = [f"{name} = {toml_text(value)}" for name, value in named.items() if value is not None]
    if len(parts) == 1:
        return (parts[0],)
    return tuple(f"{MODELS}.{role} = {{ {', '.join(parts)} }}" for role in ROLES)


def toml_text(text: str) -> str:
    """The text as a TOML string. It holds no lone surrogates."""
    return json.dumps(text, ensure_ascii=False).replace(DEL, "\\u007f")


def new_file(chosen: ModelSettings | None) -> str:
    """The file that explains every setting, with the chosen model in force; every other line shows a default."""
    return TEMPLATE if chosen is None else _with_lines(TEMPLATE, lines_for(chosen))


def changed_file(text: str, chosen: ModelSettings | None) -> str | None:
    """A file's text with another choice of models and everything else, comments too, as it was.

    None where that cannot be done line by line: what the file says about models takes a person to take apart.
    Raises ValueError when the text is not TOML.
    """
    lines = lines_for(chosen)
    others = {key: value for key, value in tomllib.loads(text).items() if key not in ("model", MODELS)}
    changed = _with_lines(text, lines)
    try:
        is_right = tomllib.loads(changed) == others | tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return None  # a string or a table of several lines was cut in two
    return changed if is_right else None


def _with_lines(text: str, chosen: Sequence[str]) -> str:
    """The text with the chosen lines: in place of those that say something about models, or show it in a comment."""
    lines = text.removesuffix("\n").split("\n")
    top = next((number for number, line in enumerate(lines) if _TABLE.match(line)), len(lines))
    examples = tuple(f"# {line.partition(' = ')[0]} = " for line in chosen)
    replaced = [number for number in range(top) if _OF_A_MODEL.match(lines[number])]
    replaced = replaced or [number for number in range(top) if lines[number].startswith(examples)]
    place = replaced[0] if replaced else top
    rest = [line for number, line in enumerate(lines[place:], place) if number not in replaced]
    return "\n".join([*lines[:place], *chosen, *rest]) + "\n"
