"""The trial of a model, with the real clients: one request, and what came of it."""

from __future__ import annotations

import pytest

from interviewer.errors import InterviewerError
from interviewer.llm.trial import try_out
from tests.llm.rooms import KEY, settings_for
from tests.llm.server import COUNTS, DONE, Answer, chunk, fails, hangs, sends, serving, stream, talks_on

pytestmark = pytest.mark.usefixtures("_langchain_is_loaded")
READY = stream(chunk("rea"), chunk("dy\n"), chunk("", "stop"), COUNTS, DONE)


def test_a_model_that_replies() -> None:
    with serving(READY) as server:
        reply = try_out(settings_for(server.base_url), {"TEST_KEY": KEY}, iter([1.0, 3.5]).__next__)

    assert reply.text == "ready"
    assert reply.seconds == 2.5
    assert [request.key for request in server.requests] == [f"Bearer {KEY}"]


def test_a_model_that_talks_without_end_is_left() -> None:
    with serving(stream(chunk("and "), then=talks_on)) as server:
        assert try_out(settings_for(server.base_url), {"TEST_KEY": KEY}).text.startswith("and and")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        pytest.param(fails(401), "refused the key", id="a wrong key"),
        pytest.param(fails(404), "knows no openai:small", id="no such model"),
        pytest.param(fails(500), "failed while it served", id="a failure that others would try again"),
        pytest.param(fails(429, retry_after="60"), "too many requests", id="asked to wait"),
        pytest.param(sends("<html></html>"), "is no reply of a model", id="a page of HTML"),
        pytest.param(stream(chunk(" "), chunk("", "stop"), DONE), "empty reply", id="nothing but a blank"),
        pytest.param(hangs, "sent nothing for 0.5 s", id="silence"),
    ],
)
def test_a_model_that_does_not_reply_is_asked_once(answer: Answer, words: str) -> None:
    with serving(answer) as server, pytest.raises(InterviewerError) as failure:
        try_out(settings_for(server.base_url, timeout_s=0.5), {"TEST_KEY": KEY})

    assert words in str(failure.value)
    assert failure.value.hint
    assert len(server.requests) == 1


def test_without_its_key_nothing_is_sent() -> None:
    with serving(READY) as server, pytest.raises(InterviewerError, match="TEST_KEY is not set"):
        try_out(settings_for(server.base_url), {})

    assert server.connections == 0
