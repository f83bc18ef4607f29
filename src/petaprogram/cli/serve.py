"""`petaprogram serve`: the app in as many processes as the machine has cores, at one address."""

from __future__ import annotations

import argparse
import asyncio
import os

from petaprogram.cli.data import Commands
from petaprogram.cli.terminal import print_line, refuse
from petaprogram.serving.service import open_listener, serve
from petaprogram.serving.stickiness import MOST
from petaprogram.serving.workers import NotStartedError
from petaprogram.settings import Settings

_LAST_PORT = 65_535


def add_to(commands: Commands) -> None:
    """Add the command of this module."""
    cores = len(os.sched_getaffinity(0))
    service = commands.add_parser("serve", help="jalankan aplikasi dengan beberapa proses")
    service.add_argument(
        "--workers", type=int, default=min(cores, MOST), metavar="N", help="proses; bawaan: banyaknya inti"
    )
    service.add_argument("--address", default="localhost", metavar="ALAMAT", help="bawaan: localhost")
    service.add_argument("--port", type=int, default=8501, metavar="PORT", help="bawaan: 8501")
    service.set_defaults(run=_serve)


def _serve(arguments: argparse.Namespace, settings: Settings) -> int:
    if not 1 <= arguments.workers <= MOST:
        return refuse(f"--workers {arguments.workers}: pilih 1 sampai {MOST}")
    if not 0 <= arguments.port <= _LAST_PORT:
        return refuse(f"--port {arguments.port}: pilih 0 sampai {_LAST_PORT}")
    if wrong := settings.wrong_for_editors(arguments.address):
        return refuse(wrong)
    try:
        listener = open_listener(arguments.address, arguments.port)
    except OSError as error:
        place = f"{arguments.address}:{arguments.port}"
        return refuse(f"{place} tidak dapat dibuka ({error.strerror}); pilih --address atau --port lain")
    port = listener.getsockname()[1]
    print_line(
        f"PetaProgram: http://{arguments.address}:{port} ({arguments.workers} proses; Ctrl-C menghentikan)"
    )
    try:
        asyncio.run(serve(listener, arguments.workers))
    except NotStartedError:
        return refuse("proses aplikasi tidak dapat dimulai; sebabnya tertulis di atas")
    return 0
