"""Why data does not fit a type of the bank, in words for the author of the file; all of it at once.

msgspec stops at the first fault and names types; this walks on, and is only asked when msgspec has refused.
"""

from __future__ import annotations

from difflib import get_close_matches
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Union, get_args, get_origin

import msgspec
from msgspec import NODEFAULT, Struct
from msgspec.inspect import BoolType, IntType, LiteralType, Metadata, StrType, Type, type_info
from msgspec.structs import fields

from interviewer.bank.question import SLUG

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from interviewer.bank.yaml_source import Trail

MAX_SHOWN = 40
"""How many characters of a wrong value a message repeats."""
MAX_LISTED = 20
"""How many known names a message lists."""

_TEXTS = {
    r"\S": "text",
    f"^{SLUG}$": "lower-case words and digits joined by hyphens",
    f"^{SLUG}/{SLUG}$": "a question's id, such as `oop/dunder-methods`",
    r"^>=3\.\d+$": 'a lowest version, such as ">=3.11"',
}


class Fault(NamedTuple):
    """One thing that does not fit. `at_name` when the fault is the name of a field and not its value."""

    trail: Trail
    message: str
    hint: str = ""
    at_name: bool = False


def faults(value: object, wanted: Any, trail: Trail = ()) -> Iterator[Fault]:
    """All that keeps `value` from being a `wanted`; nothing when it is one."""
    bare = _bare(wanted)
    if isinstance(bare, type) and issubclass(bare, Struct):
        inner = _struct_faults(value, bare, trail)
    elif get_origin(bare) is tuple:
        inner = _list_faults(value, get_args(bare)[0], trail)
    elif get_origin(bare) is dict:
        inner = _mapping_faults(value, get_args(bare)[1], trail)
    else:
        inner = iter(())
    found = list(inner)
    yield from found
    if not found:
        try:
            msgspec.convert(value, wanted)
        except msgspec.ValidationError:
            yield Fault(trail, *_about_value(value, wanted, trail))


def nearest(name: str, known: Collection[str]) -> str:
    """A hint that names the known name most like `name`, or all of them when they are few."""
    near = get_close_matches(name, known, n=1)
    if near:
        return f"Did you mean `{near[0]}`?"
    return f"There are: {', '.join(known)}." if known and len(known) <= MAX_LISTED else ""


def _struct_faults(value: object, wanted: type[Struct], trail: Trail) -> Iterator[Fault]:
    if not isinstance(value, dict):
        names = ", ".join(f"`{field.name}`" for field in fields(wanted))
        yield Fault(trail, f"{_named(trail)} is {_shown(value)}, and needs fields: {names}.")
        return
    known = {field.name: field for field in fields(wanted)}
    for name in value:
        if name not in known and wanted.__struct_config__.forbid_unknown_fields:
            yield Fault((*trail, name), f"{_quoted(name)} is not a field here.", nearest(name, known), at_name=True)
    lacking = [name for name, field in known.items() if _required(field) and name not in value]
    if lacking:
        are = "are" if lacking[1:] else "is"
        yield Fault(trail, f"{', '.join(f'`{name}`' for name in lacking)} {are} missing here.", "Add it.")
    for name, field in known.items():
        if name in value:
            yield from faults(value[name], field.type, (*trail, name))


def _required(field: msgspec.structs.FieldInfo) -> bool:
    return field.default is NODEFAULT and field.default_factory is NODEFAULT


def _list_faults(value: object, item: Any, trail: Trail) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield Fault(trail, f"{_named(trail)} is {_shown(value)}, and must be a list.", "Write it as `[one, two]`.")
        return
    for number, inner in enumerate(value):
        yield from faults(inner, item, (*trail, number))


def _mapping_faults(value: object, item: Any, trail: Trail) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield Fault(trail, f"{_named(trail)} is {_shown(value)}, and must be `name: value` lines.")
        return
    for name, inner in value.items():
        yield from faults(inner, item, (*trail, name))


def _about_value(value: object, wanted: Any, trail: Trail) -> tuple[str, str]:
    """What is wrong with a value that has no parts at fault, and what to do."""
    info = _bare_info(type_info(wanted))
    message = f"{_named(trail)} is {_shown(value)}, and must be {{}}."
    if isinstance(info, LiteralType):
        known = [str(known) for known in get_args(_bare(wanted))]
        near = get_close_matches(str(value), known, n=1, cutoff=0.5)
        hint = f"Did you mean `{near[0]}`?" if near else ""
        return message.format(f"one of {', '.join(known)}" if known[1:] else known[0]), hint
    if isinstance(info, BoolType):
        return message.format("true or false"), ""
    if isinstance(info, IntType):
        return message.format(f"a whole number from {info.ge} to {info.le}"), ""
    if isinstance(info, StrType):
        return message.format(_TEXTS.get(info.pattern or "", "text")), _hint_for_text(value)
    return f"{_named(trail)} is empty.", "Add at least one."


def _hint_for_text(value: object) -> str:
    if isinstance(value, bool | int | float):
        return "Put quotes around it."
    if isinstance(value, dict):
        return "Put quotes around text that holds a colon followed by a space."
    if isinstance(value, list):
        return "Put quotes around text that begins with `[` or `-`."
    return ""


def _bare(wanted: Any) -> Any:
    """The type without its constraints, and without None."""
    if get_origin(wanted) is Annotated:
        return _bare(get_args(wanted)[0])
    if get_origin(wanted) in (Union, UnionType):
        return _bare(next(kind for kind in get_args(wanted) if kind is not NoneType))
    return wanted


def _bare_info(info: Type) -> Type:
    if isinstance(info, Metadata):
        return _bare_info(info.type)
    if isinstance(info, msgspec.inspect.UnionType):
        return _bare_info(next(kind for kind in info.types if not isinstance(kind, msgspec.inspect.NoneType)))
    return info


def _named(trail: Trail) -> str:
    """How a message calls what is at `trail`."""
    if not trail:
        return "This"
    *before, last = trail
    if isinstance(last, str):
        return _quoted(last)
    return f"Item {last + 1} of {_quoted(str(before[-1]))}"


def _quoted(name: str) -> str:
    return f"`{_shortened(name)}`"


def _shown(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "`name: value` lines"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        return f"the text {_shortened(value)!r}" if value.strip() else "empty"
    return f"the value {str(value).lower()}"


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"
