"""What stands above the history, be there a store or none."""

from __future__ import annotations

from petaprogram.changes.history_link import HistoryView
from petaprogram.changes.history_words import say_kind
from petaprogram.web.parts.components import show
from petaprogram.web.server.data_in_use import InUse
from petaprogram.web.visit.visit import current


def show_head(in_use: InUse, view: HistoryView) -> None:
    """Say of what this is the history, and how to read it."""
    language, dataset = current(), in_use.dataset
    say, areas = language.say, dataset.areas
    programs = dataset.programs["name"]
    parts = [
        say("data {id}", id=view.row) if view.row else "",
        areas.name_of(view.kode) if areas.level(view.kode) else view.kode,
        str(programs.get(view.program, view.program)),
        view.office,
        say_kind(view.kind, language) if view.kind else "",
    ]
    about = ", ".join(filter(None, parts))
    remarks = [say("Siapa mengubah apa, kapan, dan mengapa; yang terbaru di atas.")]
    if in_use.manifest and in_use.manifest.version:
        remarks.append(say("Sampai versi yang sedang Anda lihat."))
    elif in_use.manifest:
        remarks.append(say("Riwayat data terkini, bukan riwayat versi beku."))
    show(
        "parts/list_head.html",
        head=say("Riwayat: {about}", about=about) if about else say("Riwayat"),
        remarks=remarks,
    )
