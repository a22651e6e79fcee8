"""The settings, and where each came from: flag, environment, project file, user file or default, in this order."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, NoReturn, get_args, overload

from msgspec import Meta, Struct, ValidationError, convert

from interviewer.bank.question import Level, Line
from interviewer.dialogue.events import Mode
from interviewer.dialogue.manner import Language, Persona
from interviewer.errors import UsageError
from interviewer.llm.settings import MODEL_NAME, GraderSettings, ModelSettings, as_grader
from interviewer.paths import user_config_file
from interviewer.speech.settings import EngineSettings, SpeakerSettings, TranscriberSettings

Role = Literal["interviewer", "grader"]
ROLES: tuple[Role, ...] = get_args(Role)
SPEECH_ROLES: Mapping[str, type[EngineSettings]] = {"transcriber": TranscriberSettings, "speaker": SpeakerSettings}
"""The roles of a spoken interview, and what can be set about each."""
TABLES = (*ROLES, *SPEECH_ROLES)
MODELS = "models"
"""The table of a file that holds the roles."""
OFFLINE = "offline"
PROJECT_FILE = "interviewer.toml"
PREFIX = "INTERVIEWER_"
DEFAULT = "default"
MOST_QUESTIONS = 20
MOST_SHOWN = 60
"""Characters of a wrong value that an error shows."""


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What can be set. Every key has a default, and a line in EXPECTED."""

    mode: Mode = "interview"
    questions: Annotated[int, Meta(ge=1, le=MOST_QUESTIONS)] = 4
    minutes: Annotated[int, Meta(ge=1, le=600)] | None = None
    """Active minutes to plan for and to close after; None for no limit."""
    level: Level | None = None
    topics: tuple[Line, ...] = ()
    """Empty: all."""
    banks: tuple[Path, ...] = ()
    """Folders of questions that go before those that come with interviewer."""
    persona: Persona = "neutral"
    """The manner of a model that interviews."""
    language: Language = "english"
    """That a model interviews in; `candidate`: that of the candidate's last answer."""
    prompts: Path | None = None
    """A folder of prompts that go before those that come with interviewer; None for those alone."""
    warm_up: bool = True
    """Whether, in a terminal, a warm-up comes before the first question and the candidate's own after the last."""
    voice: bool = False
    """Whether the interviewer's turns are spoken, and answers may be."""
    microphone: str | None = None
    """A part of a device's name, or a recording (or a folder of them) in its place; None for the system's default."""
    keep_audio: bool = False
    """Whether spoken answers are kept as sound, beside the journal."""
    plain: bool = False
    """For screen readers: no boxes, colours or redrawing."""
    colour: bool = True
    journal: Path | None = None
    """None: where this system keeps a program's data."""
    tracing: bool = False
    """Whether LangChain's tracing may send what is said to a third party, as the environment says."""
    max_cost: Annotated[float, Meta(gt=0, le=1_000_000)] | None = None
    """What the models of an interview may cost in all, in the currency of their prices; None for no limit."""
    max_tokens: Annotated[int, Meta(ge=1)] | None = None
    """What they may take in all; None for no limit."""
    model: Annotated[str, Meta(pattern=rf"^(offline|{MODEL_NAME})")] | None = None
    """For both roles; `interviewer` and `grader` say more, for one role each."""
    interviewer: ModelSettings | None = None
    """Written in the table `models` of a file, as `grader` is. None: the offline interviewer."""
    grader: GraderSettings | None = None
    transcriber: TranscriberSettings | None = None
    """What writes spoken answers down. None: `moonshine` where it is installed."""
    speaker: SpeakerSettings | None = None
    """What reads the interviewer's turns aloud. None: the system's own voice."""


class Config(Settings, frozen=True, kw_only=True):
    """The settings that hold, and the source of each."""

    sources: Mapping[str, str]
    """By key, as a person reads it: `--questions`, `INTERVIEWER_QUESTIONS`, `/path/interviewer.toml:3` or `default`."""
    files: tuple[Path, ...]
    """The files that were read."""

    @overload
    def model_for(self, role: Literal["grader"]) -> GraderSettings | None: ...

    @overload
    def model_for(self, role: Role) -> ModelSettings | None: ...

    def model_for(self, role: Role) -> ModelSettings | None:
        """The model that serves a role; None for the offline one.

        What is set for the role goes before `model`, unless `model` comes from a flag or the environment.
        """
        own: ModelSettings | None = getattr(self, role)
        if own is not None and self.sources["model"] not in (FLAGS["model"], VARIABLES["model"]):
            return own
        if self.model in (None, OFFLINE):
            return None
        settings = ModelSettings(model=self.model)
        return as_grader(settings) if role == "grader" else settings


KEYS = Settings.__struct_fields__
EXPECTED = {
    "mode": "`interview` or `practice`",
    "questions": "a whole number from 1 to 20",
    "minutes": "a whole number from 1 to 600",
    "level": "`junior`, `mid` or `senior`",
    "topics": "a list of topics",
    "banks": "a list of folders",
    "persona": "`friendly`, `neutral` or `tough`",
    "language": "`english` or `candidate`",
    "prompts": "the path of a folder",
    "warm_up": "true or false",
    "voice": "true or false",
    "microphone": "a part of the name of a device, or the path of a recording",
    "keep_audio": "true or false",
    "plain": "true or false",
    "colour": "true or false",
    "journal": "the path of a file",
    "tracing": "true or false",
    "max_cost": "a number above 0, up to 1000000",
    "max_tokens": "a whole number, 1 or more",
    "model": "`provider:model`, such as `openai:gpt-5-mini`, or `offline`",
    "interviewer": "`provider:model`, or a table with `model` and more",
    "grader": "`provider:model`, a table with `model` and more, or a list of these: a panel",
    "transcriber": "an engine such as `moonshine` or `openai:gpt-4o-transcribe`, or a table with `model` and more",
    "speaker": "an engine such as `system` or `openai:gpt-4o-mini-tts`, or a table with `model` and more",
}
FLAGS = {key: f"--{key}" for key in KEYS} | {"topics": "--topic", "banks": "--bank", "colour": "--no-color"}
FLAGS |= {"max_cost": "--max-cost", "max_tokens": "--max-tokens"}
VARIABLES = {key: f"{PREFIX}{key.upper()}" for key in KEYS}
SEPARATORS = {"topics": ",", "banks": os.pathsep}
"""What stands between the parts of a list in an environment variable."""


class Layer(NamedTuple):
    """The values of one source."""

    values: Mapping[str, object]
    names: Mapping[str, str]
    """By key: how a person finds the value again."""
    folder: Path
    """What relative paths are relative to."""
    strict: bool = True
    """False where every value is text and has yet to be read as a number, say."""


def load_config(*, flags: Mapping[str, object], environ: Mapping[str, str], cwd: Path, user_file: Path) -> Config:
    """The settings of a process with these flags, environment and working folder.

    `flags` has keys of Settings; None stands for a flag that was not given. NO_COLOR wins over everything. Reads
    `user_file` and the nearest interviewer.toml in `cwd` or above it, if they are there, and nothing else.

    Raises UsageError for the first thing wrong: a file that cannot be read, an unknown name, a value that does not fit.
    """
    files = [file for file in (user_file, _project_file(cwd)) if file and _is_there(file)]
    layers = [*map(_from_file, files), _from_environment(environ, cwd), _from_flags(flags, cwd)]
    values: dict[str, Any] = {}
    sources = dict.fromkeys(KEYS, DEFAULT)
    for layer in layers:
        for key, value in layer.values.items():
            values[key] = _checked(key, value, layer, environ)
            sources[key] = layer.names[key]
    if environ.get("NO_COLOR"):
        values["colour"], sources["colour"] = False, "NO_COLOR"
    return Config(**values, sources=sources, files=tuple(files))


def config_of_this_process(flags: Mapping[str, object]) -> Config:
    """What `load_config` makes of this process's environment and working folder. Raises UsageError."""
    try:
        cwd = Path.cwd()
    except OSError as error:
        raise UsageError("The working folder is gone.", "Change to one that exists.") from error
    return load_config(flags=flags, environ=os.environ, cwd=cwd, user_file=user_config_file())


def _checked(key: str, value: object, layer: Layer, environ: Mapping[str, str]) -> object:
    """The value as Settings wants it. Raises UsageError."""

    def as_path(_: type, text: object) -> Path:
        if not isinstance(text, str) or not text or "\0" in text:
            raise ValueError(EXPECTED[key])
        home = environ.get("HOME") or environ.get("USERPROFILE")
        if home and re.match(r"~(/|$)", text):
            text = home + text[1:]
        return layer.folder / text

    if key in TABLES:
        value = _as_panel(value) if key == "grader" and isinstance(value, list) and value else _as_table(value)
    try:
        return getattr(convert({key: value}, Settings, strict=layer.strict, dec_hook=as_path), key)
    except ValidationError as error:
        if key in TABLES and isinstance(value, dict):
            _explain_table(value, _settings_of(key), layer.names[key], error)
        # As it is written in TOML, all but dates; and ASCII, so nothing invisible hides in it.
        shown = json.dumps(value, default=str)
        shown = shown if len(shown) <= MOST_SHOWN else f"{shown[:MOST_SHOWN]}…"
        raise UsageError(f"{layer.names[key]}: `{key}` must be {EXPECTED[key]}, not {shown}.") from None


def _settings_of(role: str) -> type[ModelSettings | EngineSettings]:
    return SPEECH_ROLES.get(role) or (GraderSettings if role == "grader" else ModelSettings)


def _as_table(value: object) -> object:
    """A model that is named alone is a table that says no more."""
    return {"model": value} if isinstance(value, str) else value


def _as_panel(models: Sequence[object]) -> object:
    first, *others = map(_as_table, models)
    return {**first, "panel": others} if isinstance(first, dict) else first


def _explain_table(
    table: Mapping[str, Any], settings: type[ModelSettings | EngineSettings], name: str, error: ValidationError
) -> NoReturn:
    """Raise UsageError for what is wrong with the table of a model, or of a member of a panel."""
    known = {field: field for field in settings.__struct_fields__}
    tables = [table, *(each for each in table.get("panel", ()) if isinstance(each, dict))]
    for field in chain.from_iterable(tables):
        if field not in known:
            raise UsageError(f"{name}: A model has no setting {json.dumps(field)}.", _nearest(field, known)) from None
    what, _, place = str(error).partition(" - at ")
    form = "engine` or `engine:model" if issubclass(settings, EngineSettings) else "provider:model"
    what = f"Expected `{form}`" if "regex" in what else what
    raise UsageError(f"{name}: `{place.strip('`').rpartition('.')[2]}`: {what}.") from None


def _from_flags(flags: Mapping[str, object], cwd: Path) -> Layer:
    return Layer({key: value for key, value in flags.items() if value is not None}, FLAGS, cwd)


def _from_environment(environ: Mapping[str, str], cwd: Path) -> Layer:
    """An empty variable counts as not set. Raises UsageError for an unknown name."""
    ours = {name: text for name, text in environ.items() if name.startswith(PREFIX) and text}
    for name in ours:
        if name not in VARIABLES.values():
            hint = _nearest(name.removeprefix(PREFIX).lower(), VARIABLES)
            raise UsageError(f"{name}: There is no such variable.", hint)
    values = {
        key: _parts(ours[name], SEPARATORS[key]) if key in SEPARATORS else ours[name]
        for key, name in VARIABLES.items()
        if name in ours
    }
    return Layer(values, VARIABLES, cwd, strict=False)


def _parts(text: str, separator: str) -> list[str]:
    return [part.strip() for part in text.split(separator) if part.strip()]


def _from_file(path: Path) -> Layer:
    """Raises UsageError for a file that cannot be read or is not TOML, and for an unknown key."""
    text = _read(path)
    values = _parse(text, path)
    roles = values.pop(MODELS, {})
    names = {key: f"{path}:{_line_of(key, text)}" for key in values}
    if not isinstance(roles, dict) or not set(roles) <= set(TABLES):
        place = f"{path}:{_line_of(MODELS, text)}"
        named = ", ".join(f"`{role}`" for role in TABLES)
        raise UsageError(f"{place}: `{MODELS}` is a table of {named}, and nothing else.")
    known = {key: key for key in (*KEYS, MODELS) if key not in TABLES}
    for key in values:
        if key not in known:
            raise UsageError(f"{names[key]}: There is no setting {json.dumps(key)}.", _nearest(key, known))
    names |= {role: f"{path}:{_line_of_role(role, text)}" for role in roles}
    return Layer(values | roles, names, path.parent)


def _read(path: Path) -> str:
    try:
        # Opening a pipe would wait, perhaps for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            raise UsageError(f"{path}: This is not a regular file.", "Remove it, or put a file in its place.")
        # Editors of Windows begin a file with a byte order mark, which TOML refuses.
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: Cannot be read: {error.strerror}.", "Make it readable, or remove it.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: This is not UTF-8 text.", "Save it as UTF-8.") from error


def _parse(text: str, path: Path) -> dict[str, Any]:
    import tomllib

    hint = 'A setting is a line such as `questions = 4`, `mode = "practice"` or `topics = ["oop"]`.'
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).partition(" (at ")
        found = re.match(r"line (\d+), column (\d+)", place)
        where = ":".join(found.groups()) if found else str(len(text.splitlines()))
        raise UsageError(f"{path}:{where}: This is not TOML: {what}.", hint) from None
    except (RecursionError, ValueError):
        # What tomllib leaves to Python: brackets without end, and numbers of more than 4,300 digits.
        raise UsageError(f"{path}: Something in it is far too long.", hint) from None


def _line_of(key: str, text: str) -> int:
    """The line, from 1, on which a top-level key or table of that name begins; tomllib does not tell."""
    beginning = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[=.\]]""")
    return next((number for number, line in enumerate(text.splitlines(), 1) if beginning.match(line)), 1)


def _line_of_role(role: str, text: str) -> int:
    """The line of `[models.role]` or `models.role = …`, or of `role = …` below `[models]`."""
    table = re.compile(rf"\s*\[?\s*{MODELS}\s*\.\s*{role}\s*[\].=]")
    return next((number for number, line in enumerate(text.splitlines(), 1) if table.match(line)), _line_of(role, text))


def _nearest(key: str, known: Mapping[str, str]) -> str:
    """What to do about an unknown key; `known` says by key how it is written there."""
    near = get_close_matches(key, known, n=1)
    return f"Did you mean {known[near[0]]}?" if near else f"There are: {', '.join(known.values())}."


def _project_file(cwd: Path) -> Path | None:
    return next((folder / PROJECT_FILE for folder in (cwd, *cwd.parents) if _is_there(folder / PROJECT_FILE)), None)


def _is_there(path: Path) -> bool:
    """Whether there is anything of that name, readable or not."""
    return os.path.lexists(path)
