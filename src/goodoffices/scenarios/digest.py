"""The fingerprint of what a finding was made from, where the engine looks for it."""

from __future__ import annotations

from goodoffices.terms.digest import digest

__all__ = ["digest"]
