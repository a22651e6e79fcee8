"""Isolated second looks: one criterion or wrong claim, the passages that are said to make it, and nothing else.

A call for the whole rubric is generous to lists of terms, negated mentions and made-up talk; a look that sees neither
the rest of the answer nor the other verdicts is not (`docs/trust.md` has what it changes).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from interviewer.errors import ModelFailedError
from interviewer.prompting.outside import enclose
from interviewer.prompting.template import Prompt, Template
from interviewer.scoring.assessment import clean_reason
from interviewer.scoring.credit import credit_of
from interviewer.scoring.grade import CriterionVerdict, Exchange, Finding, Grade, GradingFailedError
from interviewer.scoring.judging import JudgingModel
from interviewer.scoring.passages import around, whole
from interviewer.scoring.quoting import prove
from interviewer.scoring.reply import TEXT, TEXTS, Sent, UnreadableReplyError, decoded

if TYPE_CHECKING:
    from interviewer.bank.question import Question

AT_ONCE = 4
"""So many looks are asked for at the same time: a server on a laptop answers them one after the other."""

LOOK_SCHEMA: Mapping[str, object] = {
    "title": "Look",
    "type": "object",
    "properties": {
        "reason": TEXT,
        "quotes": TEXTS,
        "verdict": {"type": "string", "enum": ["met", "partly", "missed"]},
    },
    "required": ["reason", "quotes", "verdict"],
    "additionalProperties": False,
}
CLAIM_SCHEMA: Mapping[str, object] = {
    "title": "Claim",
    "type": "object",
    "properties": {"reason": TEXT, "advocated": {"type": "boolean"}},
    "required": ["reason", "advocated"],
    "additionalProperties": False,
}


class _Look(Struct, frozen=True, kw_only=True):
    reason: str
    quotes: tuple[str, ...]
    verdict: Literal["met", "partly", "missed"]


class _ClaimLook(Struct, frozen=True, kw_only=True):
    reason: str
    advocated: bool


class LookTemplates(Struct, frozen=True, kw_only=True):
    """`prompts/second_look.md` and `prompts/second_look_claim.md`."""

    criterion: Template
    claim: Template

    @property
    def hash(self) -> str:
        """12 hexadecimal digits that change when either template does."""
        return hashlib.sha256(f"{self.criterion.hash} {self.claim.hash}".encode()).hexdigest()[:12]


class SecondLook:
    """Looks again at what a grade says, one point at a time. Keeps nothing between grades."""

    def __init__(
        self, model: JudgingModel, templates: LookTemplates, nonce: Callable[[], str], *, thorough: bool = False
    ) -> None:
        """`thorough` looks at every verdict, else only where it is due. `nonce` is new and unguessable each time."""
        self.thorough = thorough
        self.hash = templates.hash
        self._model = model
        self._templates = templates
        self._nonce = nonce

    async def over(
        self, grade: Grade, exchange: Exchange, asked: list[str], *, repaired: Collection[str] = ()
    ) -> Grade:
        """The grade with what the looks came to. `asked` is told which model wrote each reply.

        `repaired` are the criteria whose evidence was found only at a second try. After a remark of the candidate's all
        that is met is looked at: a look sees no remark, so it is not talked round. A look whose reply cannot be read
        leaves its criterion unclear, and its misconception out. Raises GradingFailedError when the model fails.
        """
        import asyncio

        turnstile = asyncio.Semaphore(AT_ONCE)
        is_remarked = any(turn.remarks_on is not None for turn in exchange.turns)

        async def verdict(first: CriterionVerdict) -> CriterionVerdict:
            is_wanted = self.thorough or (is_remarked and first.verdict == "met")
            if not (is_wanted or is_due(first, exchange.question, repaired)) or first.verdict == "unclear":
                return first
            async with turnstile:
                return await self.look_at(first, exchange, asked)

        async def finding(first: Finding) -> Finding | None:
            async with turnstile:
                return await self._finding(first, exchange, asked)

        verdicts = await asyncio.gather(*map(verdict, grade.verdicts))
        findings = await asyncio.gather(*map(finding, grade.findings))
        return replace(grade, verdicts=tuple(verdicts), findings=tuple(one for one in findings if one is not None))

    async def look_at(self, first: CriterionVerdict, exchange: Exchange, asked: list[str]) -> CriterionVerdict:
        """The verdict on one criterion after a look at the passages round its evidence, or at all that was said.

        Raises GradingFailedError when the model fails.
        """
        criterion = exchange.question.criterion(first.criterion)
        passages = around(first.evidence, exchange) if first.evidence else whole(exchange)
        prompt = self._templates.criterion.fill(
            says=criterion.says, partly=criterion.partly or "(nothing in particular)", passages=self._enclosed(passages)
        )
        look = await self._ask(prompt, LOOK_SCHEMA, _Look, asked)
        if look is None:
            reason = "A second look at this came to no result."
            return CriterionVerdict(criterion=criterion.id, verdict="unclear", reason=reason)
        return _decided(first, look, exchange)

    async def _finding(self, first: Finding, exchange: Exchange, asked: list[str]) -> Finding | None:
        claim = exchange.question.misconception(first.misconception)
        prompt = self._templates.claim.fill(says=claim.says, passages=self._enclosed(around(first.evidence, exchange)))
        look = await self._ask(prompt, CLAIM_SCHEMA, _ClaimLook, asked)
        return first if look is not None and look.advocated else None

    def _enclosed(self, passages: Sequence[str]) -> str:
        nonce = self._nonce()
        return "\n\n".join(enclose(text, label="candidate", nonce=nonce) for text in passages)

    async def _ask(
        self, prompt: Prompt, schema: Mapping[str, object], wanted: type[Sent], asked: list[str]
    ) -> Sent | None:
        """The reply, asked for a second time when it cannot be read; None when it still cannot."""
        for _ in range(2):
            try:
                reply = await self._model.reply(prompt, schema)
            except ModelFailedError as failure:
                raise GradingFailedError(str(failure)) from failure
            asked.append(reply.model)
            try:
                return decoded(reply.text, wanted)
            except UnreadableReplyError:
                continue
        return None


def is_due(verdict: CriterionVerdict, question: Question, repaired: Collection[str] = ()) -> bool:
    """Whether a verdict is one of those that graders get wrong most, or that weigh most when they do."""
    if verdict.verdict == "partly" or verdict.criterion in repaired:
        return True
    return verdict.verdict == "met" and question.criterion(verdict.criterion).tier == "core"


def _decided(first: CriterionVerdict, look: _Look, exchange: Exchange) -> CriterionVerdict:
    """The verdict after the look: its word counts, except that what was not found in the answer stays missed."""
    if look.verdict == first.verdict:
        return first
    reason = clean_reason(look.reason)
    if look.verdict == "missed":
        return CriterionVerdict(criterion=first.criterion, verdict="missed", reason=reason)
    if first.evidence:
        return replace(first, verdict=look.verdict, reason=reason)
    proof = prove(look.quotes, exchange)
    if not proof.evidence:
        return first
    return CriterionVerdict(
        criterion=first.criterion,
        verdict=look.verdict,
        credit=credit_of(first.criterion, proof.evidence, exchange),
        evidence=proof.evidence,
        reason=reason,
    )
