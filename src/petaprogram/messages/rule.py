"""What a rule of the data is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the data: `error` must be mended before publishing, `warning` should be."""

    severity: Severity
    sentence: str
