"""Whether the table knows what the libraries may raise, today and after their next release."""

from __future__ import annotations

import inspect
import json
from types import ModuleType

import httpx2
import langchain_core.exceptions
import openai
import pytest
from langchain_openai.chat_models import base as langchain_openai_base

from interviewer.llm.diagnosis import BUILT_IN, CLASSES, diagnosis
from interviewer.llm.faults import FAULTS, Target
from interviewer.llm.providers import provider_of
from interviewer.llm.settings import ModelSettings

TARGET = Target(model="openai:small", server="http://127.0.0.1/v1", timeout_s=60.0)
REQUEST = httpx2.Request("POST", "http://127.0.0.1/v1?key=hush-hush")


def exceptions(module: ModuleType) -> set[str]:
    return {
        name
        for name, found in list(vars(module).items())
        if inspect.isclass(found) and issubclass(found, Exception) and not name.startswith("_")
    }


@pytest.mark.parametrize(
    "module",
    [
        pytest.param(langchain_core.exceptions, id="langchain_core"),
        pytest.param(openai, id="openai"),
        pytest.param(openai._exceptions, id="openai, what it does not export"),
    ],
)
def test_every_exception_of_the_libraries_is_in_the_table(module: ModuleType) -> None:
    assert exceptions(module) - set(CLASSES) == set()


def test_what_langchain_makes_of_openais_exceptions_is_known_by_an_ancestor() -> None:
    own = [found for name in exceptions(langchain_openai_base) if (found := getattr(langchain_openai_base, name))]

    assert [found for found in own if not {each.__name__ for each in found.__mro__[:-3]} & {*CLASSES, *BUILT_IN}] == []


def test_the_table_names_rows() -> None:
    assert {*CLASSES.values(), *BUILT_IN.values()} <= set(FAULTS)


def response(status: int) -> httpx2.Response:
    return httpx2.Response(status, request=REQUEST)


def raised_by_json() -> Exception:
    try:
        json.loads("<html>")
    except ValueError as error:
        return error
    raise AssertionError


def raised_here() -> Exception:
    try:
        provider_of(ModelSettings(model="hal:9000"))
    except KeyError as error:
        return error
    raise AssertionError


class OddError(openai.OpenAIError):
    pass


OddError.__module__ = "openai.odd"

KINDS = [
    pytest.param(httpx2.ReadTimeout("", request=REQUEST), "time-out", id="raw read time-out"),
    pytest.param(httpx2.ConnectTimeout("", request=REQUEST), "time-out", id="raw connect time-out"),
    pytest.param(httpx2.ConnectError("", request=REQUEST), "unreachable", id="raw connection error"),
    pytest.param(httpx2.RemoteProtocolError("", request=REQUEST), "interrupted", id="raw protocol error"),
    pytest.param(httpx2.HTTPStatusError("", request=REQUEST, response=response(429)), "rate-limited", id="raw status"),
    pytest.param(openai.APIError("oops", REQUEST, body=None), "server-error", id="plain APIError of an event"),
    pytest.param(openai.ContentFilterFinishReasonError(), "filtered", id="content filter of the parsing client"),
    pytest.param(langchain_core.exceptions.ModelAuthenticationError(), "unauthorised", id="LangChain's own"),
    pytest.param(langchain_core.exceptions.ContextOverflowError(), "too-long", id="LangChain's overflow"),
    pytest.param(raised_by_json(), "malformed", id="JSONDecodeError"),
    pytest.param(AttributeError("'str' object has no attribute 'model_dump'"), "malformed", id="HTML for Anthropic"),
    pytest.param(ValueError("Unsupported function"), "unknown", id="a library's ValueError"),
    pytest.param(ValueError({"message": "busy", "code": 503}), "overloaded", id="an error that came with a 200"),
    pytest.param(OddError("hush-hush"), "unknown", id="an exception nobody knows"),
]


@pytest.mark.parametrize(("error", "kind"), KINDS)
def test_an_exception_becomes_a_kind(error: Exception, kind: str) -> None:
    failure = diagnosis(error, TARGET)

    assert failure is not None
    assert failure.kind == kind
    assert "hush-hush" not in str(failure)


def test_an_unknown_exception_is_told_by_its_class() -> None:
    failure = diagnosis(OddError(), TARGET)

    assert failure is not None
    assert "OddError" in failure.message


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(raised_here(), id="KeyError of ours"),
        pytest.param(TypeError("unexpected argument"), id="TypeError"),
        pytest.param(AttributeError("no such thing"), id="AttributeError"),
        pytest.param(RuntimeError("Event loop is closed"), id="RuntimeError"),
    ],
)
def test_a_fault_of_this_program_is_none_of_the_model(error: Exception) -> None:
    assert diagnosis(error, TARGET) is None
