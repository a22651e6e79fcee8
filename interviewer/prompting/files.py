"""Which file serves each prompt: one of the user's own folder, or the one that ships."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec.structs import replace

from interviewer.errors import UsageError
from interviewer.prompting.part import Part, load_part
from interviewer.prompting.template import Template, load_template

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


PARTS = ("moves", "personas", "languages")
"""Folders whose files are parts of a prompt; what lies beside them are templates."""
PHRASES = "phrases.yaml"
SMALL_TALK = "small_talk.yaml"
WORDINGS = "weigh.yaml"
YAML = (PHRASES, SMALL_TALK, WORDINGS)
NO_PROMPTS = ("doctor.yaml", "plain_json.md", "try_out.md")
"""They ship beside the prompts and are nobody's to change: how models are tried out, and how JSON is asked for."""
MAX_BYTES = 100_000


class PromptFiles:
    """The prompts by name, such as `grade` or `personas/tough`; read when they are asked for."""

    def __init__(self, shipped: Path, own: Path | None = None) -> None:
        """A file in `own` goes before the one of the same name in `shipped`. Raises UsageError for no folder."""
        if own is not None and not own.is_dir():
            raise UsageError(f"{own} is no folder.", "The setting `prompts` is the folder with prompts of your own.")
        self._shipped = shipped
        self._own = own

    def names(self) -> tuple[str, ...]:
        """Every file that may be the user's own, relative to its folder: templates, then parts, then words."""
        templates = sorted(file.name for file in self._shipped.glob("*.md") if file.name not in NO_PROMPTS)
        parts = [f"{folder}/{file.name}" for folder in PARTS for file in sorted((self._shipped / folder).glob("*.md"))]
        return (*templates, *parts, *YAML)

    def path(self, name: str) -> Path:
        """The file that serves."""
        own = None if self._own is None else self._own / name
        return own if own is not None and own.exists() else self._shipped / name

    def is_own(self, name: str) -> bool:
        """Whether the file that serves is the user's."""
        return self.path(name) != self._shipped / name

    def template(self, name: str) -> Template:
        """The template of that name. Raises UsageError when it is none, or takes other variables than it is given."""
        file = self.path(f"{name}.md")
        if not self.is_own(f"{name}.md"):
            return load_template(_read(file), name)
        template = load_template(_read(file), str(file.with_suffix("")))
        _check_variables(template, load_template(_read(self._shipped / f"{name}.md"), name), file)
        return replace(template, name=name)

    def part(self, name: str) -> Part:
        """The part of that name. Raises UsageError when it is none."""
        file = self.path(f"{name}.md")
        return load_part(_read(file), str(file.with_suffix("")) if self.is_own(f"{name}.md") else name)

    def stamped(self, name: str) -> Template | Part | None:
        """What the file of that name holds, with version and hash; None for YAML, which has none. Raises UsageError."""
        if name in YAML:
            return None
        bare = name.removesuffix(".md")
        return self.part(bare) if "/" in bare else self.template(bare)

    def check(self) -> None:
        """Raise UsageError for the first of the user's own files that is no prompt, or a bad one."""
        names = self.names()
        for name in self._own_names():
            if name not in names:
                raise UsageError(f"{self._own}: There is no prompt {name}.", _nearest(name, names))
            self.stamped(name)

    def _own_names(self) -> Iterator[str]:
        """What in the user's folder would be a prompt by its ending; a README is none."""
        for folder in (self._own, *(self._own / part for part in PARTS)) if self._own else ():
            for file in sorted(folder.glob("*")):
                if file.suffix in (".md", ".yaml") and file.stem.casefold() != "readme" and file.name[0] != ".":
                    yield file.name if folder == self._own else f"{folder.name}/{file.name}"


def _nearest(name: str, names: Sequence[str]) -> str:
    """What to do about an unknown name; it may be a known one in another folder."""
    from difflib import get_close_matches  # 2 ms that only a slip costs

    known = {PurePath(each).stem: each for each in names}
    near = get_close_matches(PurePath(name).stem, known, n=1)
    return f"Did you mean {known[near[0]]}?" if near else "`interviewer config prompts` lists them."


def _check_variables(own: Template, shipped: Template, file: Path) -> None:
    takes = f"It takes {', '.join(f'`{variable}`' for variable in shipped.variables) or 'none'}."
    for variable in own.variables:
        if variable not in shipped.variables:
            raise UsageError(f"{file}: the variable `{variable}` is unknown.", takes)
    for variable in shipped.variables:
        if variable not in own.variables:
            raise UsageError(f"{file}: the variable `{variable}` is missing.", takes)


def read_bytes(file: Path) -> bytes:
    """The bytes of a prompt's file. Raises UsageError, also for one that is too large to be one."""
    try:
        # A pipe or a device would make us wait, perhaps for ever.
        if not file.is_file() or file.stat().st_size > MAX_BYTES:
            raise UsageError(f"{file}: This is no file, or a very large one.", "Put a prompt in its place, or nothing.")
        return file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: Cannot be read: {error.strerror}.", "Make it readable, or remove it.") from error


def _read(file: Path) -> str:
    try:
        return read_bytes(file).decode()
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}: This is not UTF-8 text.", "Save it as UTF-8.") from error
