"""The ways to ask for JSON, from strict to plain, and the memory of which one a server accepts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, MutableMapping
from typing import Any, Literal

from msgspec.structs import replace

from interviewer.prompting.template import Prompt, read_template

Rung = Literal["schema", "object-with-schema", "object", "plain"]

OPENAI_RUNGS: tuple[Rung, ...] = ("schema", "object-with-schema", "object", "plain")
OTHER_RUNGS: tuple[Rung, ...] = ("schema", "plain")
"""Of the providers that are not asked in OpenAI's format: LangChain knows how each takes a schema."""

Known = MutableMapping[tuple[str, str], Rung]
"""By base_url and model: the rung that the server accepted."""

KNOWN: Known = {}
"""Of this process: a server that refuses the first rungs is bothered with them once."""

_NOT_A_NAME = re.compile(r"[^a-zA-Z0-9_-]+")


def response_format(rung: Rung, schema: Mapping[str, object], name: str) -> dict[str, Any]:
    """The parameters of a request in OpenAI's format; none for `plain`. `name` is made into one that servers accept."""
    match rung:
        case "schema":
            described = {"name": _NOT_A_NAME.sub("-", name)[:64] or "reply", "strict": True, "schema": schema}
            return {"response_format": {"type": "json_schema", "json_schema": described}}
        case "object-with-schema":
            return {"response_format": {"type": "json_object", "schema": schema}}
        case "object":
            return {"response_format": {"type": "json_object"}}
        case "plain":
            return {}


def worded(prompt: Prompt, rung: Rung, schema: Mapping[str, object]) -> Prompt:
    """The prompt, with the schema in it on the rungs on which the request has no other place for it."""
    if rung in ("schema", "object-with-schema"):
        return prompt
    asked = read_template("plain_json").fill(request=prompt.user, schema=json.dumps(schema, indent=2))
    return replace(prompt, system=f"{prompt.system}\n\n{asked.system}".strip(), user=asked.user)
