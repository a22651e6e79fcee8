"""YAML text as plain data with the position of every value.

A careful subset of YAML 1.2, read from the parser's events: no anchors, aliases, tags, merge keys or second documents,
no key twice, and `no`, `on` and `12:30` are text. PyYAML's own constructor reads YAML 1.1, takes the last of two equal
keys, and expands alias bombs; its composer, written in C, recurses as deep as a file asks it to.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from interviewer.bank.problem import BrokenFileError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.error import Mark, YAMLError

MAX_DEPTH = 12
"""How deep lists and fields may be nested; the format needs four."""

Trail = tuple[str | int, ...]
"""The way to a value: `("criteria", 0, "id")`."""


class Position(NamedTuple):
    """A place in a file; both count from 1, columns in characters."""

    line: int
    column: int


class Field(NamedTuple):
    """One field of the file's outermost mapping."""

    name: str
    value: object


# What no text of a bank may hold: it could command a terminal, reorder what is read, or end a line unseen.
_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_UNSEEN = r"\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff"
_FORBIDDEN_RAW = re.compile(f"[{_CONTROL}{_UNSEEN}]")
_FORBIDDEN_VALUE = re.compile(rf"[\r{_CONTROL}{_UNSEEN}]")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")

# The core schema of YAML 1.2.
_CONSTANTS: dict[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}|0o[0-7]{1,18}|0x[0-9a-fA-F]{1,15}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_BASES = {"0o": 8, "0x": 16}

# The parser's own words are kept; these say what usually lies behind them.
_SYNTAX_HINTS = {
    "mapping values are not allowed": "Put quotes around text that holds a colon followed by a space.",
    "cannot start any token": "Indent with spaces, and put quotes around text that begins with a special character.",
    "unexpected end of stream": "A quotation mark or a bracket is not closed.",
    "unknown escape character": "In double quotes a backslash is written twice; single quotes take it as it is.",
    "could not find expected ':'": "Is a colon missing, or is a line of a longer text not indented far enough?",
}
_SYNTAX_HINT = "Look for a wrong indentation, a missing quotation mark or a missing colon here or just above."


def parse(content: bytes, name: str) -> Source:
    """The whole file. `name` stands for the file in messages.

    Raises BrokenFileError, with one problem, for anything that is not one such mapping in UTF-8.
    """
    source = Source(content, name)
    for _ in source.fields():
        pass
    return source


class Source:
    """A bank file while it is read, and after: its data so far, and where each value stands."""

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        self.data: dict[str, object] = {}
        self.values: dict[Trail, Position] = {}
        """Where each value begins; the data as a whole is at `()`."""
        self.keys: dict[Trail, Position] = {}
        """Where the name of each field stands, by the trail of its value."""
        self._text = self._decoded(content)

    def fields(self) -> Iterator[Field]:
        """The fields of the outermost mapping, each as soon as it has been read.

        Who stops early has not seen what is wrong further down. Raises BrokenFileError.
        """
        events = self._events()
        start = next(events, None)
        if start is None:
            self.refuse(Position(1, 1), "The file is empty.", "`interviewer bank show` shows a whole question.")
        if not _is(start, "MappingStart"):
            self.refuse(_position(start), "The file is not a list of `field: value` lines.", "Begin with `format: 1`.")
        self.values[()] = _position(start)
        for name in self._names(events, (), self.data):
            self.data[name] = self._value(next(events), events, (name,))
            yield Field(name, self.data[name])
        for event in events:
            self.refuse(_position(event), "A second document begins.", "Remove the line `---`: a question has a file.")

    def position(self, trail: Trail) -> Position:
        """Where the value at `trail` begins, or the nearest thing around it that has a position."""
        while trail not in self.values and trail:
            trail = trail[:-1]
        return self.values.get(trail, Position(1, 1))

    def problem(self, position: Position, message: str, hint: str = "") -> Problem:
        """A problem at that place of this file."""
        return Problem(path=self.name, line=position.line, column=position.column, message=message, hint=hint)

    def refuse(self, position: Position, message: str, hint: str = "") -> NoReturn:
        """Raise BrokenFileError with that problem."""
        raise BrokenFileError([self.problem(position, message, hint)])

    def _decoded(self, content: bytes) -> str:
        try:
            text = content.removeprefix(BOM_UTF8).decode()
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode()
            self.refuse(_end_of(before), "This is not UTF-8 text.", "Save the file as UTF-8.")
        forbidden = _FORBIDDEN_RAW.search(text)
        if forbidden:
            self.refuse(_end_of(text[: forbidden.start()]), *_about_character(forbidden[0]))
        return text

    def _events(self) -> Iterator[Any]:
        """The parser's events between the ends of the document, without what this format does not know."""
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            for event in yaml.parse(self._text, Loader=loader):
                if getattr(event, "anchor", None) is not None:
                    hint = "Write the text out, and put quotes around text that begins with `*` or `&`."
                    self.refuse(_position(event), "Anchors (`&`) and aliases (`*`) are not part of the format.", hint)
                if getattr(event, "tag", None) is not None:
                    hint = "Put quotes around text that begins with `!`."
                    self.refuse(_position(event), "Tags (`!`) are not part of the format.", hint)
                if not _is(event, "StreamStart", "StreamEnd", "DocumentStart", "DocumentEnd"):
                    yield event
        except yaml.YAMLError as error:
            self._refuse_syntax(error)

    def _refuse_syntax(self, error: YAMLError) -> NoReturn:
        mark: Mark | None = getattr(error, "problem_mark", None)
        begin: Mark | None = getattr(error, "context_mark", None)
        words = getattr(error, "problem", None) or "it cannot be parsed"
        since = f", in what begins on line {begin.line + 1}" if begin and mark and begin.line < mark.line else ""
        position = Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)
        hint = next((hint for part, hint in _SYNTAX_HINTS.items() if part in words), _SYNTAX_HINT)
        self.refuse(position, f"This is not YAML: {words}{since}.", hint)

    def _names(self, events: Iterator[Any], trail: Trail, seen: dict[str, object]) -> Iterator[str]:
        """The field names of the mapping that has just begun; who asks reads each value before the next name."""
        while not _is(event := next(events), "MappingEnd"):
            position = _position(event)
            if not _is(event, "Scalar"):
                hint = "Put quotes around text that begins with `[`, `{` or `?`."
                self.refuse(position, "The name of a field is not plain text.", hint)
            name: str = event.value
            self._refuse_forbidden(name, position)
            if name == "<<" and event.implicit[0]:
                self.refuse(position, "Merge keys (`<<`) are not part of the format.", "Write the fields out.")
            if name in seen:
                first = self.keys[*trail, name].line
                self.refuse(position, f"`{name}` is here twice; it is on line {first} too.", "Keep one of the two.")
            self.keys[*trail, name] = position
            yield name

    def _value(self, event: Any, events: Iterator[Any], trail: Trail) -> object:
        position = _position(event)
        self.values[trail] = position
        if len(trail) > MAX_DEPTH:
            self.refuse(position, "Lists and fields are nested too deep.", "Check brackets and indentation.")
        if _is(event, "Scalar"):
            self._refuse_forbidden(event.value, position)
            return core_value(event.value) if event.implicit[0] else event.value
        if _is(event, "MappingStart"):
            mapping: dict[str, object] = {}
            for name in self._names(events, trail, mapping):
                mapping[name] = self._value(next(events), events, (*trail, name))
            return mapping
        items: list[object] = []
        while not _is(item := next(events), "SequenceEnd"):
            items.append(self._value(item, events, (*trail, len(items))))
        return items

    def _refuse_forbidden(self, text: str, position: Position) -> None:
        forbidden = _FORBIDDEN_VALUE.search(text)
        if forbidden:
            self.refuse(position, *_about_character(forbidden[0]))


def core_value(text: str) -> object:
    """A plain scalar by the core schema of YAML 1.2, but that a whole number of absurd length is read as a fraction."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        base = _BASES.get(text[:2], 10)
        return int(text if base == 10 else text[2:], base)  # noqa: PLR2004
    if _FLOAT.fullmatch(text):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text


def _about_character(character: str) -> tuple[str, str]:
    """What is wrong with a forbidden character, and what to do."""
    return (
        f"This text holds the invisible or control character U+{ord(character):04X}.",
        "Remove it; code that is about it writes it as an escape in a `|` block.",
    )


def _end_of(text: str) -> Position:
    """The place that comes after `text`, which stands at the beginning of a file."""
    lines = _LINE_BREAK.split(text)
    return Position(len(lines), len(lines[-1]) + 1)


def _position(event: Any) -> Position:
    return Position(event.start_mark.line + 1, event.start_mark.column + 1)


def _is(event: Any, *kinds: str) -> bool:
    # By name, because yaml is not imported before the first file is read.
    return type(event).__name__.removesuffix("Event") in kinds
