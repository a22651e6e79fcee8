"""From the settings to an engine. An engine's package is imported when the engine is chosen, and not before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from interviewer.errors import InterviewerError, UnusableKeyError, UsageError
from interviewer.llm.providers import check

if TYPE_CHECKING:
    from interviewer.errors import ModelFailedError
    from interviewer.speech.engines import Player, Speaker, Transcriber
    from interviewer.speech.settings import EngineSettings, SpeakerSettings, TranscriberSettings

    Wait = Callable[[float, ModelFailedError], object]

TRANSCRIBERS = ("moonshine", "faster-whisper", "openai")
SPEAKERS = ("system", "hibari", "openai")
SERVED = "openai"
"""The engine that is somebody's server: it has an address, a key, a model."""


def transcriber_of(
    settings: TranscriberSettings | None, environ: Mapping[str, str], wait: Wait | None = None
) -> Transcriber:
    """The recogniser of these settings, loaded; None is moonshine. Blocks for up to a second, opens no connection.

    `environ` holds the keys. `wait` is called before a request is sent again, with the seconds and why. Raises
    UsageError for settings that cannot work, InterviewerError when a package or weights are missing.
    """
    if settings is None:
        from interviewer.speech.moonshine import Moonshine

        return Moonshine()
    _check(settings, TRANSCRIBERS, environ)
    match settings.engine:
        case "moonshine":
            return transcriber_of(None, environ)
        case "faster-whisper":
            from interviewer.speech.faster_whisper import FasterWhisper

            return FasterWhisper(settings.variant or None)
        case _:
            from interviewer.speech.openai_transcriber import OpenAITranscriber

            return OpenAITranscriber(settings, environ, wait)


def second_transcriber_of(settings: TranscriberSettings | None) -> Transcriber | None:
    """Whose opinion is asked for beside: moonshine's, where the recogniser can weigh it and moonshine is here."""
    if settings is None or settings.engine != "faster-whisper":
        return None
    try:
        return transcriber_of(None, {})
    except InterviewerError:
        return None


def speaker_of(
    settings: SpeakerSettings | None, environ: Mapping[str, str], player: Player, wait: Wait | None = None
) -> Speaker:
    """The speaker of these settings, loaded; None is the system's voice, which plays by itself.

    Blocks for up to a second, opens no connection. Raises as `transcriber_of` does.
    """
    from interviewer.speech.speakers import SpeakingVoice, SystemVoice

    if settings is None:
        return SystemVoice()
    _check(settings, SPEAKERS, environ)
    match settings.engine:
        case "system":
            return SystemVoice(settings.voice, settings.speed)
        case "hibari":
            from interviewer.speech.voices import Hibari

            return SpeakingVoice(Hibari(settings.speed), player)
        case _:
            from interviewer.speech.voices import OpenAIVoice

            return SpeakingVoice(OpenAIVoice(settings, environ, wait), player)


def check_engine(settings: EngineSettings, known: tuple[str, ...]) -> None:
    """Raise UsageError when there is no such engine, or it does not take what is set. Loads nothing."""
    if settings.engine not in known:
        near = get_close_matches(settings.engine, known, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"Known are {', '.join(known)}."
        raise UsageError(f"There is no engine `{settings.engine}` for speech.", hint)
    if settings.engine == SERVED:
        return
    for name in ("base_url", "api_key_env"):
        if getattr(settings, name) is not None:
            raise UsageError(f"`{settings.model}` does not take `{name}`.", "Take it out of the engine's settings.")
    if settings.variant and settings.engine != "faster-whisper":
        raise UsageError(f"`{settings.engine}` has no `{settings.variant}`.", f"Write `{settings.engine}` alone.")


def _check(settings: EngineSettings, known: tuple[str, ...], environ: Mapping[str, str]) -> None:
    check_engine(settings, known)
    if settings.engine == SERVED:
        # Not LangChain's package: openai itself belongs to the base install.
        try:
            check(settings.as_model, environ, is_installed=lambda _package: True)
        except UnusableKeyError as error:
            hint = f"Set {error.variable}, or choose an engine of this machine."
            raise UnusableKeyError(error.message, hint, error.variable) from error
