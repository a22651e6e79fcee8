"""From an exception of the model's libraries to a row of the table in `faults.py`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any

from interviewer.llm.faults import CODES, PHRASES, STATUSES, FaultError, Target

LIBRARIES = frozenset(
    {
        *("langchain", "langchain_core", "langchain_openai", "langchain_anthropic", "langchain_google_genai"),
        *("langchain_ollama", "openai", "anthropic", "google", "ollama"),
        *("httpx", "httpx2", "httpcore", "httpcore2", "h11", "anyio"),
    }
)
"""The packages that stand between us and a model."""

CLASSES: Mapping[str, str] = {
    # langchain_core
    "LangChainException": "unknown",
    "TracerException": "unknown",
    "OutputParserException": "malformed",
    "ModelError": "unknown",
    "ModelAuthenticationError": "unauthorised",
    "ModelPermissionDeniedError": "forbidden",
    "ModelInvalidRequestError": "rejected",
    "ModelNotFoundError": "no-such-model",
    "ModelRateLimitError": "rate-limited",
    "ModelAPIError": "server-error",
    "ModelConnectionError": "unreachable",
    "ModelTimeoutError": "time-out",
    "ContextOverflowError": "too-long",
    # its OpenAI package: these inherit from a broader class of openai first
    "OpenAIContextOverflowError": "too-long",
    "OpenAIAPIContextOverflowError": "too-long",
    "AnthropicContextOverflowError": "too-long",
    "GoogleContextOverflowError": "too-long",
    "OpenAIRefusalError": "refused",
    "StreamChunkTimeoutError": "time-out",
    # openai, and anthropic, which has the same names
    "OpenAIError": "unknown",
    "APIError": "server-error",
    "APIResponseValidationError": "malformed",
    "APIStatusError": "server-error",
    "APIConnectionError": "unreachable",
    "APITimeoutError": "time-out",
    "BadRequestError": "rejected",
    "AuthenticationError": "unauthorised",
    "OAuthError": "unauthorised",
    "SubjectTokenProviderError": "unauthorised",
    "PermissionDeniedError": "forbidden",
    "NotFoundError": "no-such-model",
    "ConflictError": "server-error",
    "UnprocessableEntityError": "rejected",
    "RateLimitError": "rate-limited",
    "InternalServerError": "server-error",
    "LengthFinishReasonError": "cut-off",
    "ContentFilterFinishReasonError": "filtered",
    "InvalidWebhookSignatureError": "unknown",
    "WebSocketConnectionClosedError": "interrupted",
    "WebSocketQueueFullError": "unknown",
    # httpx and httpx2, and what is below them
    "TimeoutException": "time-out",
    "ConnectTimeout": "no-connection",
    "PoolTimeout": "no-connection",
    "NetworkError": "interrupted",
    "ConnectError": "unreachable",
    "ProxyError": "unreachable",
    "UnsupportedProtocol": "bad-address",
    "InvalidURL": "bad-address",
    "LocalProtocolError": "rejected",
    "ProtocolError": "interrupted",
    "DecodingError": "malformed",
    "TooManyRedirects": "bad-address",
    # ollama
    "RequestError": "unreachable",
    "ResponseError": "server-error",
}
"""By the name of a class of one of the libraries; the nearest class that is listed holds for those below it."""

BUILT_IN: Mapping[str, str] = {
    "gaierror": "unknown-host",
    "ConnectionRefusedError": "nothing-listens",
    "ConnectionError": "interrupted",
    "SSLError": "no-trust",
    "TimeoutError": "time-out",
    "JSONDecodeError": "no-reply",
    "ValidationError": "malformed",
    "IndexError": "malformed",
    "KeyError": "malformed",
    "UnicodeDecodeError": "no-reply",
    "ValueError": "unknown",
}
"""Python's own errors, which the libraries let through: an empty list of choices is an IndexError, a page of HTML a
JSONDecodeError. They count only where a library raised them; ours are faults of this program."""

LANGCHAIN_SAYS: Mapping[str, str] = {
    "Unexpected response type": "no-reply",
    "No generation": "no-reply",
    "'str' object has no attribute": "no-reply",
    "Received response with null value for 'choices'": "malformed",
}
"""How those errors of its own begin that are about a reply: a page of HTML (OpenAI), an empty stream, a page of HTML
(Anthropic), `choices: null`."""

VAGUE = frozenset({"unreachable", "time-out", "unknown"})
"""Where a cause further down the chain says more, that is what a person reads."""


def diagnosis(error: Exception, target: Target) -> FaultError | None:
    """The failure that a person reads; None when the error is not one of a model, but of this program."""
    if isinstance(error, FaultError):
        return error
    name = _by_report(error) or _by_class(error)
    if name is None:
        return None
    said = "" if name in VAGUE else _said(error)
    return FaultError(name, target, error=type(error).__name__, said=said, retry_after=_header(error, "retry-after"))


def refuses_the_form(error: Exception) -> bool:
    """Whether a server says no to the way in which it was asked for JSON, rather than to the request.

    By status 400, 422 or 501; or by any failure of its own that names the form: llama-cpp-python answers 500.
    """
    if _by_report(error) == "too-long":
        return False
    status = _status(error)
    names_it = any(
        word in _said(error).lower() for word in ("response_format", "json_schema", "json_object", "grammar")
    )
    return status in (400, 422, 501) or (status is not None and status >= 500 and names_it)  # noqa: PLR2004 (HTTP)


def refuses_probabilities(error: Exception) -> bool:
    """Whether a server says no to telling the probabilities of tokens; llama-cpp-python names its own option."""
    said = _said(error).lower()
    return any(word in said for word in ("logprob", "logits_all"))


def _by_report(error: Exception) -> str | None:
    """By what the server said: code, words, status, in this order."""
    if not (_is_of_a_library(error) or isinstance(error.args[0] if error.args else None, dict)):
        return None
    body = _body(error)
    for code in (body.get("code"), body.get("type"), getattr(error, "code", None)):
        if str(code) in CODES:
            return CODES[str(code)]
    said = _said(error).lower()
    for phrase, name in PHRASES.items():
        if phrase in said:
            return name
    status = _status(error)
    if status is None or status < 400:  # noqa: PLR2004 (HTTP)
        return None
    return STATUSES.get(status, "rejected" if status < 500 else "server-error")  # noqa: PLR2004 (HTTP)


def _by_class(error: Exception) -> str | None:
    """By the error's class, or, where that is vague, by the first cause that is not."""
    own = _name_of(error)
    if own not in VAGUE:
        return own
    return next((name for name in map(_name_of, _chain(error)) if name not in (None, *VAGUE)), own)


def _name_of(error: BaseException) -> str | None:
    for beginning, name in LANGCHAIN_SAYS.items():
        if isinstance(error, (AttributeError, TypeError, ValueError)) and str(error).startswith(beginning):
            return name if _was_raised_in_a_library(error) else None
    for ancestor in type(error).__mro__:
        library = ancestor.__module__.partition(".")[0]
        if library in LIBRARIES and ancestor.__name__ in CLASSES:
            return CLASSES[ancestor.__name__]
        if library not in LIBRARIES and ancestor.__name__ in BUILT_IN and _was_raised_in_a_library(error):
            return BUILT_IN[ancestor.__name__]
    return "unknown" if _is_of_a_library(error) else None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, what caused it, and so on; of a group, the first."""
    link: BaseException | None = error
    while link is not None:
        yield link
        group = link.exceptions[0] if isinstance(link, BaseExceptionGroup) else None
        # httpcore2 raises its ConnectError `from None`; what the system said is left in the context.
        link = link.__cause__ or group or link.__context__


def _is_of_a_library(error: BaseException) -> bool:
    return type(error).__module__.partition(".")[0] in LIBRARIES


def _was_raised_in_a_library(error: BaseException) -> bool:
    """Whether the innermost frame is not ours. Errors from below (a socket's) may come without a traceback."""
    frame: TracebackType | None = error.__traceback__
    if frame is None:
        return True
    while frame.tb_next is not None:
        frame = frame.tb_next
    return not str(frame.tb_frame.f_globals.get("__name__", "")).startswith("interviewer.")


def _body(error: BaseException) -> Mapping[str, Any]:
    """The error as the server wrote it: openai's `body`, or LangChain's ValueError when a 200 holds an error."""
    for found in (getattr(error, "body", None), error.args[0] if error.args else None):
        if isinstance(found, dict):
            inner = found.get("error", found)
            return inner if isinstance(inner, dict) else found
    return {}


def _said(error: BaseException) -> str:
    """The server's own words. Never `str(error)`: httpx puts the address in it, where Google's keys may be."""
    for link in _chain(error):
        body = _body(link)
        own = getattr(link, "message", None) if _status(link) is not None else None
        for words in (body.get("message"), body.get("detail"), own):
            if words and isinstance(words, str) and _is_plain(words):
                return words
    return ""


def _is_plain(text: str) -> bool:
    return "<" not in text


def _status(error: BaseException) -> int | None:
    response = getattr(error, "response", None)
    for found in (
        getattr(error, "status_code", None),
        getattr(response, "status_code", None),
        getattr(error, "code", None),
        _body(error).get("code"),
    ):
        if str(found).isdecimal():
            return int(str(found))
    return None


def _header(error: BaseException, name: str) -> str | None:
    headers = getattr(getattr(error, "response", None), "headers", None)
    value = headers.get(name) if headers is not None else None
    return value if isinstance(value, str) else None
