"""Who leads the small talk: in prepared words, or, where a model is at hand, in its own, which code checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from interviewer.dialogue.events import Noticed, SmallTalkEnded, SmallTalkSaid
from interviewer.dialogue.small_talk import opening_words
from interviewer.dialogue.small_talk_reply import reply_to

if TYPE_CHECKING:
    from interviewer.dialogue.events import AnyEvent, SmallTalkPart
    from interviewer.dialogue.small_talk import SmallTalk
    from interviewer.dialogue.state import SessionState


class Worded(Struct, frozen=True, kw_only=True):
    """What came of asking a model for the words of a reply."""

    text: str | None
    """None where the prepared words are to be used."""
    source: str
    prompt: str
    refused: str | None = None
    notice: str | None = None


class SmallTalker(Protocol):
    """Says in its own words what may be said so."""

    async def word(self, state: SessionState) -> Worded | None:
        """A reply to the candidate's last words; None where nobody was asked for one."""
        ...


class Host:
    """Begins each part of the small talk, and replies in it."""

    def __init__(self, texts: SmallTalk, talker: SmallTalker | None = None) -> None:
        """Without a `talker` everything is said in the words of the `texts`."""
        self._texts = texts
        self._talker = talker

    def begin(self, part: SmallTalkPart, state: SessionState) -> SmallTalkSaid:
        """The first words of that part: always prepared, so that nobody waits for them."""
        return SmallTalkSaid(part=part, text=opening_words(part, self._texts, state.plan))

    async def reply(self, state: SessionState) -> list[AnyEvent]:
        """What the candidate's last words, or their command, lead to. Raises ValueError outside of small talk."""
        part, reply = state.in_small_talk, reply_to(state, self._texts)
        if part is None:
            raise ValueError("there is no small talk to go on with")
        worded = await self._talker.word(state) if self._talker is not None and reply.is_free else None
        events: list[AnyEvent] = []
        if worded is not None and worded.text is not None:
            text = " ".join(filter(None, (worded.text, reply.then)))
            events.append(SmallTalkSaid(part=part, text=text, source=worded.source, prompt=worded.prompt))
        elif worded is not None:
            events += [Noticed(text=worded.notice)] if worded.notice else []
            events.append(SmallTalkSaid(part=part, text=reply.whole, prompt=worded.prompt, refused=worded.refused))
        elif reply.whole:
            events.append(SmallTalkSaid(part=part, text=reply.whole))
        return [*events, *([SmallTalkEnded(part=part)] if reply.ends else [])]
