"""What a model may reply that is asked for a draft."""

from __future__ import annotations

import json
from typing import Any


def draft(**changes: object) -> dict[str, Any]:
    """A rubric as a model sends it, changed."""
    criterion = {
        "id": "Holds_the difference",
        "says": "Says that it compares two temperatures.",
        "tier": "core",
        "counts": ["it looks at both"],
        "not_enough": ["it heats"],
        "cues": ["(compare) .. temperature", "(broken"],
        "gives_away": ["compare"],
        "probe": "What does it look at?",
        "hints": ["Think of its sensor.", "It knows what you want.", "There are two numbers."],
    }
    bonus = {
        "id": "walls",
        "says": "Mentions the walls.",
        "tier": "bonus",
        "counts": ["walls"],
        "not_enough": [],
        "cues": [],
        "gives_away": [],
        "probe": "",
        "hints": [],
    }
    wrong = {
        "id": "timer",
        "says": "It is a timer.",
        "cues": [],
        "correction": "It is none.",
        "challenge": "Is it one?",
    }
    verdicts = [{"criterion": "Holds_the difference", "verdict": "met"}, {"criterion": "walls", "verdict": "missed"}]
    whole: dict[str, Any] = {
        "level": "mid",
        "minutes": 5,
        "tags": ["Home heating"],
        "criteria": [criterion, bonus],
        "misconceptions": [wrong, {**wrong, "id": "magic"}],
        "clarifications": [],
        "extensions": ["What if the sensor fails?"],
        "reference_answer": "It compares two temperatures and switches.",
        "examples": [
            {"answer": f"An answer, {style}.", "style": style, "verdicts": verdicts, "misconceptions": []}
            for style in ("strong", "partial", "wrong", "spoken")
        ],
    }
    return whole | changes


def as_json(**changes: object) -> str:
    return json.dumps(draft(**changes))
