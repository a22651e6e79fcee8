"""The one table of what can go wrong with a model: is a retry worth it, would another model help, what to say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from interviewer.errors import ModelFailedError
from interviewer.text.display import shorten

MOST_SAID = 200
"""Characters of a server's own words that are shown."""
SHORTEST_SECRET = 4
"""Shorter keys ("none") are no secrets, and to mask them would mangle sentences."""
CONNECT_S = 10.0
"""The longest wait for a connection, in seconds; less where the model's own time-out is shorter."""


_LIKE_A_KEY = re.compile(r"\b(?:sk|pk|gsk|xai|lsv2|AIza)[-_]?[\w*-]{8,}")
"""Keys of other people, such as a gateway's own, and the halves of keys that OpenAI shows."""


class Target(Struct, frozen=True, kw_only=True):
    """The model that was asked, as sentences need it."""

    model: str
    server: str
    """Scheme, host and port; never user, password or query."""
    key: str = "the key"
    """What to call the place of the key: the name of its variable."""
    timeout_s: float
    secrets: tuple[str, ...] = ()
    """What no message may hold."""


class Fault(NamedTuple):
    """One row. Sentences may name fields of Target, `{connect_s}` and `{error}`, the class of the library's error."""

    kind: str
    retry: bool
    """Whether the same request may succeed in some seconds."""
    elsewhere: bool
    """Whether another model may succeed."""
    sentence: str
    hint: str


_LATER = "Try again later, or switch to another model."
_ADDRESS = "Check base_url, and that the server runs."

FAULTS: Mapping[str, Fault] = {
    "no-key": Fault("no-key", False, True, "{model} needs a key, and {key} is not set.", "Set {key}."),
    "over-budget": Fault(
        "over-budget",
        False,
        False,
        "The budget is spent, so {model} was not asked.",
        "`interviewer regrade` asks it later.",
    ),
    "unauthorised": Fault("unauthorised", False, True, "{server} refused the key for {model}.", "Check {key}."),
    "forbidden": Fault(
        "forbidden", False, True, "{server} does not let this account use {model}.", "Check the account's rights."
    ),
    "no-such-model": Fault(
        "no-such-model",
        False,
        True,
        "{server} knows no {model}.",
        "Check the model's name, and base_url where one is set: it often ends in /v1.",
    ),
    "rate-limited": Fault("rate-limited", True, True, "{server} gets too many requests for {model}.", _LATER),
    "quota": Fault(
        "quota", False, True, "The account at {server} has no credit left for {model}.", "Top it up, or switch models."
    ),
    "overloaded": Fault("overloaded", True, True, "{model} is overloaded.", _LATER),
    "server-error": Fault("server-error", True, True, "{server} failed while it served {model}.", _LATER),
    "time-out": Fault(
        "time-out",
        True,
        True,
        "{model} sent nothing for {timeout_s:g} s.",
        "Raise timeout_s, or choose a faster model.",
    ),
    "no-connection": Fault(
        "time-out", True, True, "{server} did not answer within {connect_s:g} s.", "Check the network, and base_url."
    ),
    "stalled": Fault(
        "stalled",
        True,
        True,
        "{model} fell silent for {timeout_s:g} s in the middle of its reply.",
        "Raise timeout_s, or choose a faster model.",
    ),
    "unreachable": Fault("unreachable", True, True, "{server} cannot be reached.", "Check the network, and base_url."),
    "nothing-listens": Fault("unreachable", True, True, "Nothing answers at {server}.", _ADDRESS),
    "unknown-host": Fault(
        "unreachable", True, True, "The host of {server} is not known.", "Check base_url and the network."
    ),
    "no-trust": Fault(
        "unreachable",
        False,
        True,
        "The connection to {server} is not trusted: its certificate is wrong, or it does not speak TLS.",
        "Check base_url, and the certificates of this system.",
    ),
    "bad-address": Fault("unreachable", False, True, "{server} is no address to send requests to.", "Check base_url."),
    "interrupted": Fault("interrupted", True, True, "The reply of {model} broke off before its end.", _LATER),
    "empty": Fault("empty", True, True, "{model} sent an empty reply.", "Try again, or switch to another model."),
    "refused": Fault("refused", False, True, "{model} refused to reply.", "Switch to another model."),
    "filtered": Fault(
        "filtered", False, True, "The content filter of {server} stopped {model}.", "Switch to another model."
    ),
    "cut-off": Fault(
        "cut-off", False, False, "{model} reached its limit before the end of its reply.", "Raise max_tokens."
    ),
    "malformed": Fault(
        "malformed",
        True,
        True,
        "{server} sent a reply of {model} that cannot be read.",
        _LATER,
    ),
    "no-reply": Fault(
        "malformed",
        False,
        True,
        "What {server} sent is no reply of a model.",
        "Check base_url: it often ends in /v1.",
    ),
    "too-long": Fault(
        "too-long", False, True, "The text is too long for {model}.", "Choose a model with a larger context."
    ),
    "no-logprobs": Fault(
        "no-logprobs",
        False,
        True,
        "{server} does not tell how likely the tokens of {model} are, which the strategy `probability` needs.",
        "Set strategy to structured.",
    ),
    "rejected": Fault(
        "rejected", False, True, "{server} rejected the request for {model}.", "Check the model's settings."
    ),
    "unknown": Fault("unknown", False, True, "{model} failed with an unknown error, {error}.", _LATER),
}

CODES: Mapping[str, str] = {
    "insufficient_quota": "quota",
    "billing_error": "quota",
    "context_length_exceeded": "too-long",
    "exceed_context_size_error": "too-long",
    "request_too_large": "too-long",
    "model_not_found": "no-such-model",
    "invalid_api_key": "unauthorised",
    "authentication_error": "unauthorised",
    "permission_error": "forbidden",
    "content_filter": "filtered",
    "content_policy_violation": "filtered",
    "rate_limit_exceeded": "rate-limited",
    "rate_limit_error": "rate-limited",
    "overloaded_error": "overloaded",
    "server_error": "server-error",
    "internal_server_error": "server-error",
    "api_error": "server-error",
}
"""What servers write in `code` or `type` of an error. It goes before the status: a spent quota is a 429, too."""

PHRASES: Mapping[str, str] = {
    "context_length_exceeded": "too-long",
    "maximum context length": "too-long",
    "exceeds the context window": "too-long",
    "exceed context window": "too-long",
    "exceeds the available context size": "too-long",
    "prompt is too long": "too-long",
    "contextwindowexceedederror": "too-long",
    "input token count": "too-long",
    "api key not valid": "unauthorised",
}
"""What servers without such codes say, in lower case."""

STATUSES: Mapping[int, str] = {
    401: "unauthorised",
    402: "quota",
    403: "forbidden",
    404: "no-such-model",
    405: "no-such-model",
    408: "time-out",
    409: "server-error",
    413: "too-long",
    425: "overloaded",
    429: "rate-limited",
    503: "overloaded",
    529: "overloaded",
}
"""Other statuses: `rejected` from 400, `server-error` from 500."""

ENDINGS: Mapping[str, str] = {
    "length": "cut-off",
    "max_tokens": "cut-off",
    "content_filter": "filtered",
    "safety": "filtered",
    "recitation": "filtered",
    "blocklist": "filtered",
    "prohibited_content": "filtered",
    "spii": "filtered",
    "refusal": "refused",
    "error": "server-error",
    "model_context_window_exceeded": "too-long",
}
"""Finish reasons, in lower case, of a reply that is none. Any other one is an end as it should be."""


class FaultError(ModelFailedError):
    """A ModelFailedError that knows its row, and how long the server asked to wait."""

    def __init__(
        self, name: str, target: Target, *, error: str = "", said: str = "", retry_after: str | None = None
    ) -> None:
        fault = FAULTS[name]
        values = {
            "model": target.model,
            "server": target.server,
            "key": target.key,
            "timeout_s": target.timeout_s,
            "connect_s": min(target.timeout_s, CONNECT_S),
            "error": error,
        }
        message = fault.sentence.format_map(values)
        if said:
            message += f" It says: “{shorten(masked(said, target.secrets), MOST_SAID)}”."
        super().__init__(fault.kind, message, fault.hint.format_map(values))
        self.fault = fault
        self.retry_after = retry_after


def masked(text: str, secrets: tuple[str, ...]) -> str:
    """The text without those secrets, and without what looks like a key of somebody's."""
    for secret in secrets:
        if len(secret) >= SHORTEST_SECRET:
            text = text.replace(secret, "***")
    return _LIKE_A_KEY.sub("***", text)
