"""`petaprogram snapshot`: freeze the files of this installation, and list what was frozen."""

from __future__ import annotations

import argparse
import datetime as dt

from petaprogram.cli.data import Commands
from petaprogram.cli.terminal import print_line
from petaprogram.settings import Settings
from petaprogram.snapshots.snapshot import list_snapshots, make_snapshot, open_snapshot


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    snapshot = commands.add_parser("snapshot", help="bekukan tabel, batas, dan paparan dalam satu berkas")
    snapshot.add_argument("name", metavar="NAMA", help="misalnya 'Asesmen 2026'")
    snapshot.set_defaults(run=_snapshot)

    listed = commands.add_parser("snapshots", help="daftar versi beku")
    listed.set_defaults(run=_list)


def _snapshot(arguments: argparse.Namespace, settings: Settings) -> int:
    today = dt.datetime.now().astimezone().date()
    path = make_snapshot(arguments.name, settings, today)
    manifest = open_snapshot(path).manifest
    print_line(f"{path} ({path.stat().st_size / 1e6:.2f} MB)")
    print_line(f"?cuplikan={manifest.slug}  kode verifikasi {manifest.fingerprint}")
    return 0


def _list(_arguments: argparse.Namespace, settings: Settings) -> int:
    broken = 0
    for one in list_snapshots(settings.snapshots):
        if one.manifest:
            about = one.manifest
            fields = (about.slug, about.made, about.name, about.fingerprint, about.app_version)
            print_line(*fields, between="\t")
        for issue in one.issues:
            broken = 1
            print_line(f"{issue.severity}: {issue}", error=True)
    return broken
