"""What a grading model's reply comes to once its evidence is checked: pure, and without a word taken on trust."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from msgspec import Struct

from interviewer.bank.question import Question
from interviewer.scoring.credit import credit_of
from interviewer.scoring.grade import CriterionVerdict, Exchange, Finding, OutsideClaim, Span
from interviewer.scoring.quoting import prove
from interviewer.scoring.reply import Complaint, Fault, JudgedCriterion, JudgedMisconception, Reply
from interviewer.text.display import printable, shorten
from interviewer.text.sentences import sentences

LONGEST_REASON = 300
"""Characters of the longest reason that a person is shown."""

_WHY_UNCLEAR: Mapping[Fault, str] = {
    "no-quote": "The grader quoted nothing of the answer for this, so it does not count.",
    "quote-not-found": "The words that the grader quoted were not found in the answer.",
    "quote-is-echo": "The grader quoted only words of the question or of the interviewer.",
    "quote-in-remark": "The grader quoted only your remark, which was not said in the interview.",
}


def fault_of(verdict: CriterionVerdict) -> Fault | None:
    """What was wrong with the evidence for a verdict that is unclear for that reason alone; None for all others."""
    reasons = {reason: fault for fault, reason in _WHY_UNCLEAR.items()}
    return reasons.get(verdict.reason) if verdict.verdict == "unclear" else None


class Assessment(Struct, frozen=True, kw_only=True):
    """A checked reply: a verdict on every criterion, by id, and the misconceptions whose evidence was found, by id."""

    verdicts: Mapping[str, CriterionVerdict]
    findings: Mapping[str, Finding]
    outside: tuple[OutsideClaim, ...]
    unproved_criteria: Mapping[str, Fault]
    """The criteria that are unclear only because the evidence given for them is none."""
    unproved_misconceptions: Mapping[str, Fault]
    """The misconceptions that were left out for that reason."""
    repaired: Collection[str] = ()
    """The criteria whose evidence was found only when it was asked for again."""

    @property
    def complaints(self) -> tuple[Complaint, ...]:
        """What is wrong with the evidence, for the model to mend; empty when nothing is."""
        by_fault: defaultdict[Fault, list[str]] = defaultdict(list)
        for unproved in (self.unproved_criteria, self.unproved_misconceptions):
            for name, fault in unproved.items():
                by_fault[fault].append(name)
        return tuple(Complaint(fault=fault, ids=tuple(ids)) for fault, ids in by_fault.items())


def assess(reply: Reply, exchange: Exchange) -> Assessment:
    """Check the evidence of a reply about the exchange's question.

    Met and partly without evidence are unclear; a misconception without evidence is left out, and so is a wrong claim
    outside the rubric.
    """
    verdicts: dict[str, CriterionVerdict] = {}
    findings: dict[str, Finding] = {}
    unproved_criteria: dict[str, Fault] = {}
    unproved_misconceptions: dict[str, Fault] = {}
    for criterion in exchange.question.criteria:
        verdicts[criterion.id], fault = _verdict(reply.criteria[criterion.id], exchange)
        if fault is not None:
            unproved_criteria[criterion.id] = fault
    for misconception in exchange.question.misconceptions:
        judged = reply.misconceptions.get(misconception.id)
        if judged is None or _says_not_advocated(judged):
            continue
        proof = prove(judged.quotes, exchange)
        if proof.fault is not None:
            unproved_misconceptions[misconception.id] = proof.fault
            continue
        findings[misconception.id] = Finding(
            misconception=misconception.id,
            stands=judged.stands,
            evidence=proof.evidence,
            reason=clean_reason(judged.reason),
        )
    return Assessment(
        verdicts=verdicts,
        findings=findings,
        outside=_outside(reply, exchange),
        unproved_criteria=unproved_criteria,
        unproved_misconceptions=unproved_misconceptions,
    )


def mended(first: Assessment, second: Assessment, question: Question) -> Assessment:
    """The first assessment, and the second's word on what the first could not prove: whatever that word is."""
    findings = {
        misconception.id: finding
        for misconception in question.misconceptions
        if (finding := _finding(misconception.id, first, second)) is not None
    }
    redone = {name: second.verdicts[name] for name in first.unproved_criteria}
    return Assessment(
        verdicts={**first.verdicts, **redone},
        findings=findings,
        outside=first.outside,
        unproved_criteria=_both(first.unproved_criteria, second.unproved_criteria),
        unproved_misconceptions=_both(first.unproved_misconceptions, second.unproved_misconceptions),
        repaired=tuple(name for name in redone if name not in second.unproved_criteria),
    )


def clean_reason(text: str) -> str:
    """The first sentence of a model's reason as one harmless line of at most `LONGEST_REASON` characters."""
    line = printable(text, keep_newlines=False)
    found = sentences(line)
    if not found:
        return "The grader gave no reason."
    return shorten(line[found[0].start : found[0].end], LONGEST_REASON)


def _verdict(judged: JudgedCriterion, exchange: Exchange) -> tuple[CriterionVerdict, Fault | None]:
    """The verdict that the evidence bears, and what is wrong with the evidence."""
    reason = clean_reason(judged.reason)
    if judged.verdict in ("missed", "unclear"):
        return CriterionVerdict(criterion=judged.id, verdict=judged.verdict, reason=reason), None
    proof = prove(judged.quotes, exchange)
    if proof.fault is not None:
        unclear = CriterionVerdict(criterion=judged.id, verdict="unclear", reason=_WHY_UNCLEAR[proof.fault])
        return unclear, proof.fault
    earned = credit_of(judged.id, proof.evidence, exchange)
    return (
        CriterionVerdict(
            criterion=judged.id, verdict=judged.verdict, credit=earned, evidence=proof.evidence, reason=reason
        ),
        None,
    )


def _says_not_advocated(judged: JudgedMisconception) -> bool:
    """Whether the entry only fills a line: models list a misconception to say that nobody holds it."""
    return not judged.stands and not any(quote.strip() for quote in judged.quotes)


def _outside(reply: Reply, exchange: Exchange) -> tuple[OutsideClaim, ...]:
    found: dict[Span, OutsideClaim] = {}
    for claim in reply.claims:
        for span in prove([claim.quote], exchange).evidence:
            found.setdefault(span, OutsideClaim(evidence=span, why=clean_reason(claim.why)))
    return tuple(found.values())


def _finding(name: str, first: Assessment, second: Assessment) -> Finding | None:
    return (second if name in first.unproved_misconceptions else first).findings.get(name)


def _both(first: Mapping[str, Fault], second: Mapping[str, Fault]) -> dict[str, Fault]:
    """What neither could prove."""
    return {name: second[name] for name in first if name in second}
