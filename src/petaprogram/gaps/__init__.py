"""Gaps: where nothing is recorded or nothing runs, and which place comes first."""
