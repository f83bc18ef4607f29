"""Unggah: from an office's spreadsheet to the map, in six steps."""

from __future__ import annotations

from petaprogram.messages.issues import StoreError
from petaprogram.web.parts import components
from petaprogram.web.server.data_in_use import has_store, in_use
from petaprogram.web.server.editing import may_edit
from petaprogram.web.server.uploads import grant_uploads, withdraw_uploads
from petaprogram.web.visit.visit import asked_once, current

here = in_use()
say = current().say
components.show(
    "parts/list_head.html",
    head=say("Unggah"),
    remarks=[
        say("Dari lembar kerja sebuah kantor ke peta. Tidak ada yang ditulis sebelum langkah terakhir.")
    ],
)
is_open = may_edit() and has_store() and not here.manifest
(grant_uploads if is_open else withdraw_uploads)()
if not may_edit():
    components.show("unggah/closed.html")
elif here.manifest:
    components.show("parts/notice.html", text=say("Versi yang sedang dilihat tidak dapat diubah."))
elif not has_store():
    components.show("unggah/no_store.html")
else:
    # Without a store nobody waits for its libraries.
    from petaprogram.web.unggah import steps, undo_view, work

    try:
        offices = work.base_in_use().offices
        (number,) = asked_once().get("perubahan", [""])
        if number.isdecimal() and len(number) < 10:  # noqa: PLR2004
            undo_view.show_change(int(number), here.dataset, offices)
        else:
            steps.draw_steps(here.dataset, offices)
    except StoreError as error:
        components.show_problems(
            say("Penyimpanan sedang bermasalah"),
            say("Belum ada yang ditulis. Data yang tampil di halaman lain tidak berubah."),
            error.issues,
            expanded=True,
        )
