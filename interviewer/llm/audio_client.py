"""OpenAI's own client for sound, of which LangChain knows nothing, with the errors and retries of all models."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from interviewer.errors import ModelFailedError
from interviewer.llm.connect import NO_KEY, target_of, trusted
from interviewer.llm.diagnosis import diagnosis
from interviewer.llm.faults import CONNECT_S, FaultError
from interviewer.llm.providers import key_in, provider_of
from interviewer.llm.waiting import TRIES, wait_s

if TYPE_CHECKING:
    from interviewer.llm.settings import ModelSettings

Given = TypeVar("Given")


class AudioClient:
    """A connection to one server. May be used by several threads at once."""

    def __init__(
        self,
        settings: ModelSettings,
        environ: Mapping[str, str],
        *,
        wait: Callable[[float, ModelFailedError], object] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        chance: Callable[[], float] = random.random,
    ) -> None:
        """The settings passed `check`. Opens no connection; imports openai: half a second.

        `wait` is called before a request is sent again, with the seconds and why; None sleeps.
        """
        from httpx2 import Timeout
        from openai import DefaultHttpxClient, OpenAI

        self.target = target_of(settings, environ)
        self.model = settings.model.partition(":")[2]
        self._wait = wait or (lambda seconds, _why: time.sleep(seconds))
        self._now = now
        self._chance = chance
        timeout = Timeout(settings.timeout_s, connect=min(settings.timeout_s, CONNECT_S))
        self._http = DefaultHttpxClient(timeout=timeout, verify=trusted())
        self.openai: Any = OpenAI(
            api_key=key_in(settings, environ) or NO_KEY,
            base_url=settings.base_url or provider_of(settings).base_url,
            http_client=self._http,
            timeout=timeout,
            max_retries=0,  # it would sleep, up to two minutes, without a word
        )

    def patiently(self, ask: Callable[[], Given]) -> Given:
        """What `ask` gives, at most three times asked, where a retry can help. Raises FaultError."""
        for tries in range(1, TRIES):
            try:
                with self.faults():
                    return ask()
            except FaultError as failure:
                if not failure.fault.retry:
                    raise
                self._wait(wait_s(tries, failure.retry_after, self._now(), self._chance()), failure)
        with self.faults():
            return ask()

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Errors of the libraries become FaultErrors, which a person can read."""
        try:
            yield
        except Exception as error:
            failure = diagnosis(error, self.target)
            if failure is None:
                raise
            raise failure from error

    def close(self) -> None:
        """Close the connections that were kept."""
        self._http.close()
