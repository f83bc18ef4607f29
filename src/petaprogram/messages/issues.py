"""What is wrong with the data, said so that a person can mend it.

Every check in the project reports `Issue` objects; each names a rule of `rules.RULES`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from numbers import Real

from petaprogram.messages.language import INDONESIAN, Language
from petaprogram.messages.letters import visible
from petaprogram.messages.rule import Severity
from petaprogram.messages.rules import RULES

# A cell of a table can be as long as a book.
MAX_VALUE = 400

# More than anybody mends before the next check, and little enough to be printed.
MAX_ISSUES = 1000

# Up to so many rows with the same fault each stand for themselves.
FEW_ROWS = 3
# How many runs of rows one issue names.
MAX_RUNS = 8


@dataclass(frozen=True, slots=True)
class Said:
    """A value of a sentence that is a message itself, with values of its own."""

    message: str
    place: str = ""
    values: tuple[tuple[str, object], ...] = ()

    def say(self, language: Language) -> str:
        """Say it, and near which place."""
        said = language.say(self.message, **_words(self.values, language))
        return language.say("{what} dekat {place}", what=said, place=self.place) if self.place else said


@dataclass(frozen=True, slots=True)
class Issue:
    """One broken rule at one place.

    `row` is the line as a spreadsheet numbers it (the header is row 1), or the position of a feature
    in a boundary file starting at 1; None where the whole file is meant. `rows` are all of them where one
    issue stands for several, see `group_rows`; `row` is the first then.
    """

    rule: str
    file: str
    row: int | None
    severity: Severity
    values: tuple[tuple[str, object], ...] = ()
    rows: tuple[int, ...] = ()

    @property
    def place(self) -> str:
        """The rows, those that follow each other as one: "7", "2-47, 51"; empty for the whole file."""
        if not self.rows:
            return "" if self.row is None else str(self.row)
        runs: list[list[int]] = []
        for row in self.rows:
            if runs and row == runs[-1][-1] + 1:
                runs[-1][1:] = [row]
            else:
                runs.append([row])
        said = ["-".join(map(str, run)) for run in runs]
        return ", ".join(said[:MAX_RUNS]) + (", ..." if len(said) > MAX_RUNS else "")

    @property
    def message(self) -> str:
        """What is wrong and what to do, in the source language."""
        return self.say(INDONESIAN)

    def say(self, language: Language) -> str:
        """Say what is wrong and what to do, on one line: what the data hold unseen is shown as an escape."""
        return language.say(RULES[self.rule].sentence, **_words(self.values, language))

    def at(self, language: Language) -> str:
        """Say where it is, and what is wrong."""
        place = visible(self.file)
        if self.row is not None:
            place = language.say("{file}, baris {row}", file=place, row=self.place)
        if self.rows:
            place = language.say("{place} ({count:f} baris)", place=place, count=len(self.rows))
        return f"{place}: {self.say(language)} [{self.rule}]"

    def __str__(self) -> str:
        return self.at(INDONESIAN)


def _words(values: Iterable[tuple[str, object]], language: Language) -> dict[str, object]:
    """Say what is a message itself; make everything else that is text safe to read."""
    return {name: _word(value, language) for name, value in values}


def _word(value: object, language: Language) -> object:
    if isinstance(value, Said):
        return value.say(language)
    return value if isinstance(value, Real) else visible(str(value))


def make_issue(rule: str, file: str, row: int | None = None, **values: object) -> Issue:
    """Build the issue of a rule named in `RULES`; `values` fill its sentence, long texts are cut."""
    shown = tuple((name, _cut(value)) for name, value in values.items())
    return Issue(rule, file, row, RULES[rule].severity, shown)


def _cut(value: object) -> object:
    if isinstance(value, Said):
        return replace(value, values=tuple((name, _cut(one)) for name, one in value.values))
    if isinstance(value, str) and len(value) > MAX_VALUE:
        return f"{value[:MAX_VALUE]}..."
    return value


def errors_only(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Keep the issues that must be mended."""
    return tuple(issue for issue in issues if issue.severity == "error")


def group_rows(
    issues: Iterable[Issue], examples: Mapping[str, Collection[str]] | None = None
) -> tuple[Issue, ...]:
    """Say once what is wrong in many rows for one cause.

    Parameters
    ----------
    issues
        In any order; the first of several rows keeps its place.
    examples
        By rule the values that only illustrate: where all others agree the cause is one. The first is said.
    """
    found = tuple(issues)
    groups: dict[Issue, list[Issue]] = {}
    for issue in found:
        left = (examples or {}).get(issue.rule, ())
        values = tuple((name, value) for name, value in issue.values if name not in left)
        groups.setdefault(replace(issue, row=None, values=values), []).append(issue)
    said: dict[int, Issue] = {}
    for group in groups.values():
        rows = tuple(sorted({one.row for one in group if one.row is not None}))
        one = len(rows) > FEW_ROWS
        said |= (
            {id(group[0]): replace(group[0], row=rows[0], rows=rows)} if one else {id(i): i for i in group}
        )
    return tuple(said[id(issue)] for issue in found if id(issue) in said)


def keep_first(issues: Iterable[Issue], limit: int = MAX_ISSUES) -> tuple[Issue, ...]:
    """Keep at most so many issues, errors first where there are more, and say how many are left out.

    Warnings alone stay warnings, however many there are.
    """
    found = tuple(issues)
    if len(found) <= limit:
        return found
    by_severity = sorted(found, key=lambda issue: issue.severity != "error")
    left = by_severity[limit:]
    return (*by_severity[:limit], say_more(left[0].file, len(left), by_severity[0].severity))


def say_more(file: str, count: int, severity: Severity) -> Issue:
    """Say that a file has so many problems more, of which the gravest has a severity."""
    return replace(make_issue("more-problems", file, count=count), severity=severity)


class PetaProgramError(Exception):
    """The root of this package's errors."""


class DataError(PetaProgramError, ValueError):
    """Files that cannot be used; `issues` holds every reason, not only the first."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = tuple(issues)
        super().__init__("\n".join(str(issue) for issue in self.issues))


class BoundaryError(DataError):
    """A boundary file that fails its gate."""


class TableError(DataError):
    """Tables that break a rule of their contract."""


class RequestError(PetaProgramError, ValueError):
    """Something that was asked for and cannot be computed, in one sentence of the catalogue."""

    def __init__(self, message: str, **values: object) -> None:
        self.message, self.values = message, values
        super().__init__(self.say(INDONESIAN))

    def say(self, language: Language) -> str:
        """Say what is wrong and what to do."""
        return language.say(self.message, **self.values)


class WeightsError(RequestError):
    """Weights of a ranking that cannot be used."""


class ChangesError(RequestError):
    """Two moments that cannot be compared."""


class SnapshotError(DataError):
    """A snapshot that is not what its manifest says, or cannot be made."""


class StoreError(DataError):
    """A store that cannot be opened, written or restored; what was there before is as it was."""


class ImportStopError(DataError):
    """A file of an office that cannot be read or planned: the one cause, and what to do."""


class UnsafeMapValueError(PetaProgramError, ValueError):
    """A value that may not enter a map document."""

    def __init__(self, what: str, value: object) -> None:
        super().__init__(f"{what}: {value!r} may not enter a map document")
