"""Gaps in words: how many there are of which kind, and what would settle a single cell."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass

from petaprogram.gaps.matrix import Cell, Matrix, name_of
from petaprogram.messages.language import Language
from petaprogram.tables.dataset import Dataset


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
    record_kind = language.say("Perlu ditanyakan: belum ada yang memastikan ada atau tidaknya.")
    service_kind = language.say("Perlu ditindaklanjuti: keadaannya sudah diketahui.")
    if value is None:
        counts = matrix.per_subject.sum().to_dict()
        record, service = _count_cells(matrix, counts, language)
    else:
        counts = matrix.per_subject.T[value].to_dict()
        record, service = _count_areas(
            name_of(dataset, matrix.subject, value), counts, len(matrix.states), language
        )
    return Findings(
        f"{record} {record_kind}" if counts["not_reported"] + counts["ended_old"] else record,
        f"{service} {service_kind}" if counts["ended"] + counts["confirmed_none"] else service,
    )


def _count_areas(
    subject: str, counts: Mapping[Hashable, int], total: int, language: Language
) -> tuple[str, str]:
    where = language.counted("{count:f} kelurahan", total)
    return (
        _with_old_ends(
            language.say(
                "{subject} belum ada data di {found:f} dari {where}.",
                subject=subject,
                found=counts["not_reported"],
                where=where,
            ),
            counts,
            language,
        ),
        language.say(
            "{subject} berakhir di {ended:f} dan dipastikan tidak ada di {none:f} dari {where}.",
            subject=subject,
            ended=counts["ended"],
            none=counts["confirmed_none"],
            where=where,
        ),
    )


def _with_old_ends(sentence: str, counts: Mapping[Hashable, int], language: Language) -> str:
    """Add how many ended according to an old report: what is there today is not known."""
    if not (old := counts["ended_old"]):
        return sentence
    more = language.counted("{count:f} lagi berakhir menurut laporan lama.", old)
    return f"{sentence} {more}"


def _count_cells(matrix: Matrix, counts: Mapping[Hashable, int], language: Language) -> tuple[str, str]:
    if matrix.subject == "pillar_id":
        where = language.counted("{count:f} pasangan kelurahan dan pilar", matrix.states.size)
    else:
        where = language.counted("{count:f} pasangan kelurahan dan program", matrix.states.size)
    return (
        _with_old_ends(
            language.say("{found:f} dari {where} belum ada data.", found=counts["not_reported"], where=where),
            counts,
            language,
        ),
        language.say(
            "{ended:f} berakhir dan {none:f} dipastikan tidak ada dari {where}.",
            ended=counts["ended"],
            none=counts["confirmed_none"],
            where=where,
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
            "{count:f} data {subject} berlaku se-kota atau se-kecamatan dan tidak menyebut kelurahan ini.",
            len(cell.wider),
            subject=subject,
        )
    yield say("Tanyakan kepada Kelurahan {area}: apakah {subject} ada di sana?", area=area, subject=subject)
    yield say("Bila ada: laporkan, dengan sumber dan tanggalnya.")
    yield say(
        "Bila tidak ada: laporkan siapa yang memastikan beserta jabatannya, tanggalnya, dan dokumennya bila "
        "ada."
    )
