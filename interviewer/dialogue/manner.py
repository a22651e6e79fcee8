"""How a model that interviews may be told to go about it."""

from __future__ import annotations

from typing import Literal

Persona = Literal["friendly", "neutral", "tough"]
Language = Literal["english", "candidate"]
"""`candidate`: that of the candidate's last answer."""
