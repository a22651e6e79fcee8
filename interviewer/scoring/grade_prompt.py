"""Puts an exchange and its rubric into the grading prompt, and says in the repair prompt what was wrong with a reply.

Every word of instruction is in the templates; from here come data alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from interviewer.bank.question import Criterion, Example, Misconception
from interviewer.prompting.outside import enclose
from interviewer.prompting.template import Prompt, Template
from interviewer.scoring.examples import chosen
from interviewer.scoring.grade import Exchange, Turn
from interviewer.scoring.reply import Complaint


class GradingTemplates(Struct, frozen=True, kw_only=True):
    """The two templates of a model grader: `prompts/grade.md` and `prompts/grade_repair.md`."""

    grade: Template
    repair: Template

    @property
    def hash(self) -> str:
        """12 hexadecimal digits that change when either template does."""
        return hashlib.sha256(f"{self.grade.hash} {self.repair.hash}".encode()).hexdigest()[:12]


def first_prompt(templates: GradingTemplates, exchange: Exchange, nonce: str) -> Prompt:
    """The grading prompt: the question, the rubric without tiers, weights and totals, and this exchange alone.

    What was said, by either side, stands between delimiters made with the nonce, which has to be unguessable.
    """
    question = exchange.question
    return templates.grade.fill(
        question=question.question,
        code=enclose(question.code, label="code of the question", nonce=nonce) if question.code else "",
        criteria=_lines(_criterion(criterion) for criterion in question.criteria),
        misconceptions=_lines(_misconception(misconception) for misconception in question.misconceptions),
        examples=_lines(_example(example) for example in chosen(question)),
        turns="\n\n".join(enclose(turn.text, label=_label(turn), nonce=nonce) for turn in exchange.turns),
    )


def repair_prompt(templates: GradingTemplates, first: Prompt, complaints: Sequence[Complaint]) -> Prompt:
    """The same prompt again, and after it what was wrong with the reply: no word of which is repeated."""
    listed = "\n".join(_complaint(complaint) for complaint in complaints)
    repair = templates.repair.fill(exchange=first.user, complaints=listed)
    return replace(repair, system=f"{first.system}\n\n{repair.system}")


def _label(turn: Turn) -> str:
    if turn.remarks_on is not None:
        return f"{turn.speaker}, turn {turn.number}, remark, after the interview"
    return f"{turn.speaker}, turn {turn.number}{', earlier' if turn.in_passing else ''}"


def _criterion(criterion: Criterion) -> dict[str, object]:
    return {
        "id": criterion.id,
        "says": criterion.says,
        **({"partly": criterion.partly} if criterion.partly else {}),
        "counts": to_builtins(criterion.counts),
        "not_enough": to_builtins(criterion.not_enough),
    }


def _misconception(misconception: Misconception) -> dict[str, object]:
    return {"id": misconception.id, "says": misconception.says}


def _example(example: Example) -> dict[str, object]:
    return {
        "answer": example.answer,
        "verdicts": to_builtins(example.verdicts),
        "misconceptions": to_builtins(example.misconceptions),
    }


def _lines(entries: Iterable[dict[str, object]]) -> str:
    """One JSON object a line."""
    return "\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)


def _complaint(complaint: Complaint) -> str:
    return f"- {complaint.fault}{': ' if complaint.ids else ''}{', '.join(complaint.ids)}"
