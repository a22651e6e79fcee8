"""The file that an author starts from: the format with a line of advice at each field, and nothing filled in."""

from __future__ import annotations

import json

_HEAD = """\
format: 1
question: {question}
level: mid                      # junior, mid or senior
minutes: 6                      # a fair time for it, follow-ups included
tags: []                        # such as [iteration, memory]
related: []                     # ids of questions that give this one away: never in one interview
code: null                      # or a block, as of `reference_answer`, that is shown with the question

"""
_CRITERIA = """\
# What would you have to hear? One checkable point each, so that a person could tell met from missed by `says` alone.
criteria:
"""
_CORE = """\
  - id: main-point              # lower-case words joined by hyphens; add more like this one
    says:                       # Says that …
    partly:                     # what makes a part of the point only, where a labeller would wonder
    tier: core                  # core weighs 2, deeper 1, bonus only adds
    counts: []                  # ["how people put it", "spoken, too"]
    not_enough: []              # ["what sounds like it and is not it"]
    cues: []                    # ["(this|that) .. (word|words)"]: how the offline grader hears it
    gives_away: []              # [words, that nothing the interviewer says may use]
    probe:                      # a question that opens the point and names no part of the answer
    hints: []                   # three, from general to specific; the last one is still not the answer
"""
_DEEPER = """\
  - id: what-follows            # what tells somebody who has used it from somebody who has read about it
    says:
    tier: deeper
    counts: []
    cues: []
    probe:
    hints: []                   # at least one
"""
_MISCONCEPTIONS = """\

# Wrong claims that people really hold, two at least.
misconceptions:
"""
_MISCONCEPTION = """\
  - id: {name}
    says:                       # the claim, as somebody would hold it
    cues: []
    correction:                 # what is true; the report shows it
    challenge:                  # a question that makes the candidate look again
"""
_REST = """\

clarifications: []              # [{asks: "Do you mean CPython?", answer: "Any Python 3 will do."}]
extensions: []                  # ["What if …?"] for strong answers

# Meets every criterion, in the words of a person who talks for two minutes.
reference_answer: |

# Code that runs and asserts what the rubric claims, in a block as above, with `requires_python: ">=3.11"`.
proof: null

study: []                       # primary sources: [{title: "…", at: docs.python.org/3/howto/mro.html}]

# Labelled answers, at least one each that is strong, partial, wrong (but fluent) and spoken. A verdict for every
# criterion: met, partly or missed.
examples:
"""
_EXAMPLE = """\
  - answer:
    style: {style}
    verdicts: {{main-point: {verdict}, what-follows: {verdict}}}
"""
_VERDICTS = {"strong": "met", "partial": "partly", "wrong": "missed", "spoken": "partly"}


def skeleton(question: str) -> str:
    """The text of a question file in which all but the question is left to fill in; `bank check` says what is."""
    head = _HEAD.replace("{question}", json.dumps(" ".join(question.split()), ensure_ascii=False))
    wrong = "".join(_MISCONCEPTION.format(name=name) for name in ("first-wrong-claim", "second-wrong-claim"))
    examples = "".join(_EXAMPLE.format(style=style, verdict=verdict) for style, verdict in _VERDICTS.items())
    return "".join([head, _CRITERIA, _CORE, _DEEPER, _MISCONCEPTIONS, wrong, _REST, examples])
