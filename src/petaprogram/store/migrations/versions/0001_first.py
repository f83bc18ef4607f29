"""The tables as they were first: spelled out, since the declaration of columns moves on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TABLES = {
    "pillars": "pillar_id name letter color order",
    "programs": ("program_id name kind pillar_id pillar_basis description description_en source_id kind_en"),
    "placements": (
        "placement_id program_id kode lon lat site status start_year start_is_upper_bound partners source_id "
        "confidence status_as_reported status_as_reported_en note note_en"
    ),
    "partners": "partner kind same_as reason reason_en unnamed full_name full_name_en note note_en",
    "confirmations": "kode pillar_id program_id confirmed_by date source_id",
    "sources": "source_id title publisher date date_note url reliability date_note_en",
    "population": "kode year population basis source_id basis_en",
    "aliases": "alias kode kind",
    "homonyms": "name kode_kota kode_kabupaten",
    "pillar_index": "year pillar_id index source_id source_note",
    "evidence_frame": "pillar_id dimension placement_id source_id note note_en",
    "layout": "file columns",
}
# By what a history is asked for.
LOOKED_UP = {
    "pillars": "pillar_id",
    "programs": "program_id",
    "placements": "placement_id program_id kode",
    "partners": "partner",
    "confirmations": "kode program_id",
    "sources": "source_id",
    "population": "kode",
    "aliases": "alias kode",
    "homonyms": "kode_kota kode_kabupaten",
    "pillar_index": "year",
    "evidence_frame": "pillar_id",
    "layout": "file",
}


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "change",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("at", "actor", "office", "kind", "reason")),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("change.id")),
        sa.Column("content", sa.Text, nullable=False),
    )
    in_force = sa.text("until IS NULL")
    for name, columns in TABLES.items():
        op.create_table(
            name,
            sa.Column("row", sa.Integer, primary_key=True, autoincrement=False),
            sa.Column("since", sa.Integer, sa.ForeignKey("change.id"), primary_key=True, autoincrement=False),
            sa.Column("until", sa.Integer, sa.ForeignKey("change.id")),
            sa.Column("position", sa.Double, nullable=False),
            *(sa.Column(column, sa.Text, nullable=False) for column in columns.split()),
        )
        op.create_index(
            f"{name}_in_force",
            name,
            ["row"],
            unique=True,
            sqlite_where=in_force,
            postgresql_where=in_force,
        )
        op.create_index(f"{name}_since", name, ["since"])
        op.create_index(f"{name}_until", name, ["until"])
        for column in LOOKED_UP[name].split():
            op.create_index(f"{name}_{column}", name, [column], postgresql_using="hash")
