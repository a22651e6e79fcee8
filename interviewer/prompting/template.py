"""What is sent to a model, and the templates in `prompts/` that it is made from.

A template is a Markdown file: front matter between two lines `---`, then a part `# System`, which is the same in every
request (providers keep it in their caches), then a part `# User` with the variables as `$name`.
"""

from __future__ import annotations

import hashlib
import re
import string
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from interviewer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from interviewer.prompting.part import Part

_FILE = re.compile(r"---\n(?P<head>.*?)^---\n(?P<body>.*)", re.DOTALL | re.MULTILINE)
_BODY = re.compile(r"\s*# System\n(?P<system>.*?)^# User\n(?P<user>.*)", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"(?P<key>[a-z]+): *(?P<value>.*?) *")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_KEYS = ("version", "variables")


class Prompt(Struct, frozen=True, kw_only=True):
    """A filled template, ready to be sent."""

    system: str
    user: str
    name: str
    """Of the template."""
    version: int
    hash: str
    """12 hexadecimal digits of the unfilled template: a result remembers what it was asked with."""

    @property
    def label(self) -> str:
        """How a person reads which prompt it was: `speak v1 (0123456789ab)`."""
        return f"{self.name} v{self.version} ({self.hash})"


class Template(Struct, frozen=True, kw_only=True):
    """A prompt with places for what changes from request to request. Made by `load_template`."""

    system: str
    user: str
    """With its variables as `$name`, and `$$` for a dollar."""
    name: str
    version: int
    variables: tuple[str, ...]
    hash: str

    def fill(self, **values: str) -> Prompt:
        """Put the values in, once: whatever looks like a variable inside a value is left alone.

        Raises TypeError when a value is missing or is none of the template's.
        """
        if set(values) != set(self.variables):
            raise TypeError(f"{self.name}.md takes {sorted(self.variables)}, not {sorted(values)}")
        return Prompt(
            system=self.system,
            user=string.Template(self.user).substitute(values),
            name=self.name,
            version=self.version,
            hash=self.hash,
        )


def read_template(name: str) -> Template:
    """The template `prompts/<name>.md` that ships with the package. Raises UsageError when it is not one."""
    from interviewer.resources import data_folder

    return load_template((data_folder("prompts") / f"{name}.md").read_text(encoding="utf-8"), name)


def load_template(text: str, name: str) -> Template:
    """The template that a file `<name>.md` with this text holds.

    Raises UsageError when the file is not laid out like one, or when the variables that it declares and those that its
    user part uses are not the same.
    """
    text = normal(text)
    found = split_head(text)
    parts = _BODY.fullmatch(found[1]) if found else None
    if found is None or parts is None:
        raise UsageError(
            f"{name}.md is no template.", "It has front matter between two lines `---`, then `# System`, then `# User`."
        )
    head = front_matter(found[0], name, _KEYS)
    version = version_in(head, name)
    declared = _declared(head["variables"], name)
    _check_variables(declared, parsed_variables(parts["user"], name), name)
    if parsed_variables(parts["system"], name):
        raise UsageError(f"{name}.md: a variable stands in the system part.", "That part is the same in all requests.")
    return Template(
        system=string.Template(parts["system"].strip()).substitute(),
        user=parts["user"].strip(),
        name=name,
        version=version,
        variables=declared,
        hash=hash_of(text),
    )


def extended(template: Template, name: str, parts: Sequence[Part], also: Sequence[Part] = ()) -> Template:
    """The template with the words of the parts at the end of what is the same in every request.

    It has another name, and a hash of everything, of the parts in `also` too, which its values are made of.
    """
    return replace(
        template,
        system="\n\n".join([template.system, *(part.text for part in parts)]),
        name=name,
        hash=hash_of(" ".join([template.hash, *(part.hash for part in (*parts, *also))])),
    )


def normal(text: str) -> str:
    """The text of a file without what an editor adds: a byte order mark, and the line ends of Windows."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def hash_of(text: str) -> str:
    """12 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def split_head(text: str) -> tuple[str, str] | None:
    """What stands between the two lines `---`, and what follows; None without them."""
    found = _FILE.fullmatch(text)
    return None if found is None else (found["head"], found["body"])


def version_in(head: Mapping[str, str], name: str) -> int:
    """The version. Raises UsageError when it is no number."""
    if not head["version"].isascii() or not head["version"].isdecimal():
        raise UsageError(f"{name}.md: the version is `{head['version']}`.", "It is a whole number.")
    return int(head["version"])


def front_matter(head: str, name: str, keys: Sequence[str]) -> dict[str, str]:
    """The lines `key: value`: each of the keys once, and no others. Raises UsageError."""
    values: dict[str, str] = {}
    for line in head.splitlines():
        found = _LINE.fullmatch(line)
        if found is None or found["key"] not in keys or found["key"] in values:
            raise UsageError(f"{name}.md: `{line}` is no line of front matter.", f"It has {_listed(keys)}, once each.")
        values[found["key"]] = found["value"]
    for key in keys:
        if key not in values:
            raise UsageError(f"{name}.md has no `{key}`.", f"Its front matter has {_listed(keys)}.")
    return values


def _declared(value: str, name: str) -> tuple[str, ...]:
    names = tuple(part.strip() for part in value.split(",")) if value else ()
    for variable in names:
        if not _NAME.fullmatch(variable) or names.count(variable) > 1:
            raise UsageError(
                f"{name}.md: `{variable}` is no variable.",
                "List names in small letters, once each, with commas between.",
            )
    return names


def parsed_variables(part: str, name: str) -> set[str]:
    """The variables in a part of a file. Raises UsageError for a `$` that begins none."""
    template = string.Template(part)
    if not template.is_valid():
        raise UsageError(f"{name}.md: there is a `$` that begins no variable.", "Write `$$` for a dollar.")
    return set(template.get_identifiers())


def _check_variables(declared: Iterable[str], used: set[str], name: str) -> None:
    for variable in declared:
        if variable not in used:
            raise UsageError(f"{name}.md: the variable `{variable}` is declared and not used.", "Use it or remove it.")
    for variable in sorted(used.difference(declared)):
        raise UsageError(
            f"{name}.md: the variable `{variable}` is used and not declared.", "Add it to `variables` at the top."
        )


def _listed(keys: Iterable[str]) -> str:
    return " and ".join(f"`{key}`" for key in keys)
