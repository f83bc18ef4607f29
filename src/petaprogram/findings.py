"""Gaps in words: how many there are of which kind, and what would settle a single cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from petaprogram.dataset import Dataset
from petaprogram.gaps import Cell, Matrix, name_of
from petaprogram.language import Language


@dataclass(frozen=True, slots=True)
class Findings:
    """The two kinds of gap, each in words of its own: they are never put into one number."""

    record: str
    service: str


def describe_gaps(matrix: Matrix, dataset: Dataset, language: Language, value: str | None = None) -> Findings:
    """Say how many gaps of each kind a column has, or with no `value` the whole matrix.

    Raises
    ------
    KeyError
        If the matrix has no such column.
    """
    say = language.say
    if value is None:
        counts, total = matrix.per_subject.sum().to_dict(), matrix.states.size
        subject = say("Pilar") if matrix.subject == "pillar_id" else say("Program")
        where = language.counted("{count:f} sel matriks", total)
    else:
        counts, total = matrix.per_subject.T[value].to_dict(), len(matrix.states)
        subject = name_of(dataset, matrix.subject, value)
        where = language.counted("{count:f} kelurahan", total)
    record, ended, none = (int(counts[state]) for state in ("not_reported", "ended", "confirmed_none"))
    record_gap = say(
        "{subject} belum tercatat di {found:f} dari {where}. Itu celah catatan: belum ada yang memastikan "
        "ada atau tidaknya.",
        subject=subject,
        found=record,
        where=where,
    )
    service_gap = say(
        "{subject} selesai di {ended:f} dan dipastikan tidak ada di {none:f} dari {where}. Itu celah "
        "layanan: keadaannya diketahui, tinggal bertindak.",
        subject=subject,
        ended=ended,
        none=none,
        where=where,
    )
    return Findings(
        record_gap
        if record
        else say("{subject}: tidak ada celah catatan di {where}.", subject=subject, where=where),
        service_gap
        if ended or none
        else say(
            "{subject}: tidak ada celah layanan yang tercatat di {where}.", subject=subject, where=where
        ),
    )


def steps_to_settle(cell: Cell, dataset: Dataset, language: Language) -> tuple[str, ...]:
    """Say what would settle a cell of which nothing is reported; nothing for one that rests on something."""
    return tuple(_steps(cell, dataset, language)) if cell.state == "not_reported" else ()


def _steps(cell: Cell, dataset: Dataset, language: Language) -> Iterator[str]:
    say = language.say
    subject = name_of(dataset, cell.subject, cell.value)
    area = dataset.areas.name_of(cell.kode)
    if len(cell.wider):
        yield language.counted(
            "{count:f} catatan {subject} berlaku se-kota atau se-kecamatan dan tidak menyebut kelurahan ini.",
            len(cell.wider),
            subject=subject,
        )
    yield say("Tanyakan kepada Kelurahan {area}: apakah {subject} ada di sana?", area=area, subject=subject)
    yield say("Bila ada: catat di placements.csv, dengan sumber dan tanggalnya.")
    yield say(
        "Bila tidak ada: catat di confirmations.csv kode {kode}, {column} {value}, siapa yang memastikan "
        "beserta jabatannya, tanggalnya, dan dokumennya bila ada.",
        kode=cell.kode,
        column=cell.subject,
        value=cell.value,
    )
