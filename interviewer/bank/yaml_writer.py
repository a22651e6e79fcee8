"""A question as the YAML that a person would write: the format's order, blocks for long text, short lists inline."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from msgspec import to_builtins

from interviewer.bank.question import Label
from interviewer.bank.yaml_source import core_value

if TYPE_CHECKING:
    from interviewer.bank.question import Question

WIDTH = 116
"""Columns of a line of text, as far as words allow."""
INLINE = 80
"""A list whose items have more characters together has a line for each."""
_OPTIONAL = ("code", "proof", "requires_python", "about", "probe")
"""Fields that a file leaves out when they are None."""
_SECTIONS = ("criteria", "misconceptions", "clarifications", "reference_answer", "examples")
"""Fields with an empty line before them."""


def write_question(question: Question) -> str:
    """The text of a file that holds exactly this question."""
    parts = []
    for name, value in to_builtins(question).items():
        if value is None and name in _OPTIONAL:
            continue
        parts.append("\n" if name in _SECTIONS else "")
        parts.append(_dumped({name: _without_none(value)}))
    return "".join(parts)


def _without_none(value: object) -> object:
    if isinstance(value, dict):
        return {name: _without_none(inner) for name, inner in value.items() if inner is not None}
    return [_without_none(inner) for inner in value] if isinstance(value, list | tuple) else value


def _dumped(value: object) -> str:
    import yaml

    text: str = yaml.dump(value, Dumper=_dumper(), sort_keys=False, allow_unicode=True, width=WIDTH)
    return text


@cache
def _dumper() -> Any:
    """A dumper with our style, made when it is first needed, because yaml is imported late."""
    import yaml

    class Dumper(yaml.SafeDumper):
        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
            super().increase_indent(flow, False)

        def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
            return True

    Dumper.add_representer(str, _text)
    Dumper.add_representer(list, _list)
    Dumper.add_representer(dict, _mapping)
    return Dumper


def _text(dumper: Any, text: str) -> Any:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=_style(text))


def _style(text: str) -> str | None:
    if core_value(text) != text:
        return '"'  # plain, it would be read as a number, a truth value or nothing
    if "\n" in text:
        return "|"
    return ">" if len(text) > WIDTH - 20 else None


def _list(dumper: Any, items: list[object]) -> Any:
    short = (
        all(isinstance(item, str) and "\n" not in item for item in items) and sum(map(len, map(str, items))) < INLINE
    )
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=short)


def _mapping(dumper: Any, fields: dict[str, object]) -> Any:
    labels = bool(fields) and all(value in get_args(Label) for value in fields.values() if isinstance(value, str))
    short = labels and all(isinstance(value, str) for value in fields.values())
    return dumper.represent_mapping("tag:yaml.org,2002:map", fields.items(), flow_style=short or not fields)
