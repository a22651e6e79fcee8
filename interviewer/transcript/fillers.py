"""The sounds of somebody who thinks while talking."""

from __future__ import annotations

from interviewer.text.words import word_set

SOUNDS = word_set("um uh er erm hmm mm ah eh uhm umm ur urm")
"""Written down in many ways; `um` and `uh` are shown for all."""
