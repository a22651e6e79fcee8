"""A question that breaks no rule: tests change one thing of it."""

from __future__ import annotations

from pathlib import Path

QUESTION = """\
format: 1
question: How does a thermostat keep a room warm?
level: mid
minutes: 6
tags: [heating, control]
related: []
code: null
criteria:
  - id: feedback
    says: Says that it measures the temperature and acts on the difference.
    tier: core
    counts: [it looks how warm it is and then reacts]
    not_enough: [it heats the room]
    cues: ["measure .. temperature"]
    gives_away: [measure, feedback]
    probe: How does it know what to do next?
    hints:
      - Think of what it must find out first.
      - It has a sensor for a reason.
      - Which two numbers does it compare?
  - id: hysteresis
    says: Says that it waits for a small gap before it switches again.
    tier: deeper
    counts: [it does not switch all the time]
    cues: ["(gap|dead band)"]
    gives_away: [hysteresis, dead band]
    probe: What keeps the switch from clicking all day?
    hints: [Two limits are better than one.]
  - id: inertia
    says: Mentions that the walls store warmth.
    tier: bonus
    counts: [the walls stay warm for a while]
    cues: ["wall .. warm"]
misconceptions:
  - id: faster-when-higher
    says: Turning it higher heats the room faster.
    cues: ["(higher|up) .. faster"]
    correction: It heats at the same rate, only longer.
    challenge: At what rate does the boiler run at 19 degrees, and at 25?
    about: feedback
  - id: timer
    says: It is a timer.
    cues: ["timer"]
    correction: It knows nothing of the time.
    challenge: What happens when somebody opens a window?
clarifications:
  - {asks: Do you mean an electric one?, answer: Any kind will do.}
extensions: [What changes when the sensor hangs above the radiator?]
reference_answer: |
  It measures, compares and switches, with a small gap; the walls help.
proof: |
  assert 19 < 25
requires_python: ">=3.11"
study:
  - {title: Thermostat, at: en.wikipedia.org/wiki/Thermostat}
examples:
  - answer: It measures how warm it is, waits for a gap and switches. The walls help.
    style: strong
    verdicts: {feedback: met, hysteresis: met, inertia: met}
  - answer: It measures how warm it is.
    style: partial
    verdicts: {feedback: met, hysteresis: missed, inertia: missed}
  - answer: It runs the heating faster when you turn it up.
    style: wrong
    verdicts: {feedback: missed, hysteresis: missed, inertia: missed}
    misconceptions: [faster-when-higher]
  - answer: um so it it measures the er temperature
    style: spoken
    verdicts: {feedback: partly, hysteresis: missed, inertia: missed}
"""

ANSWERS = """\
{"id": "one", "question": "home/thermostat", "answer": "It checks the room.", "style": "partial", "verdicts": {"feedback": "partly", "hysteresis": "missed", "inertia": "missed"}}
{"id": "two", "question": "home/thermostat", "answer": "Turn it up, warm sooner.", "style": "wrong", "verdicts": {"feedback": "missed", "hysteresis": "missed", "inertia": "missed"}, "misconceptions": ["faster-when-higher"]}
{"id": "three", "question": "home/thermostat", "answer": "A loop with two limits.", "style": "strong", "verdicts": {"feedback": "met", "hysteresis": "met", "inertia": "missed"}}
"""  # noqa: E501


def write_bank(folder: Path, questions: dict[str, str], answers: dict[str, str] | None = None) -> Path:
    """A bank folder with these questions by id, and these measuring answers by topic."""
    for question_id, text in questions.items():
        path = folder / f"{question_id}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for topic, lines in (answers or {}).items():
        path = folder / "calibration" / f"{topic}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(lines, encoding="utf-8")
    return folder


def install_bank(site: Path, entry_points: str) -> Path:
    """A folder of installed packages with one, `heating`, that has a bank in its package `bank`."""
    bank = write_bank(site / "heating" / "bank", {"home/thermostat": QUESTION}, {"home": ANSWERS})
    for module in (site / "alone.py", site / "heating" / "__init__.py", bank / "about.py"):
        module.write_text("", encoding="utf-8")
    about = site / "heating-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: heating\nVersion: 1\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(entry_points, encoding="utf-8")
    return site
