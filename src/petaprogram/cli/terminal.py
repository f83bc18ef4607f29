"""What the command line prints: nothing of the data commands a terminal.

What nobody sees is shown by its number.
"""

from __future__ import annotations

import sys
from pathlib import Path

from petaprogram.files.writing import write_whole
from petaprogram.messages.letters import replace_unseen, visible

# The exit status of a call that asks for what there is not.
WRONG_CALL = 2


def print_line(*parts: object, between: str = " ", error: bool = False) -> None:
    """Print one line, of the parts with `between` between them; to the stream of errors if it is one."""
    line = between.join(visible(str(part)) for part in parts)
    print(line, file=sys.stderr if error else sys.stdout)


def print_data(text: str) -> None:
    """Print a table or JSON: as it is for a program, with the escapes of JSON for a person at a terminal."""
    print(replace_unseen(text, _escape, keep="\n\t") if sys.stdout.isatty() else text, end="")


def print_not_written() -> int:
    """Say that a command has only shown what it would write; returns the exit status."""
    print_line("Belum ada yang ditulis; tambahkan --yes untuk menulisnya.")
    return 0


def print_written(number: int) -> int:
    """Say which change of the store was written, and how to take it back; returns the exit status."""
    undo = f"petaprogram store undo {number} --reason ALASAN"
    print_line(f"Perubahan {number} ditulis. Untuk membatalkannya: {undo}")
    return 0


def refuse(reason: str) -> int:
    """Say why a call cannot be answered; returns the exit status."""
    print_line(f"petaprogram: {reason}", error=True)
    return WRONG_CALL


def write_file(path: Path, content: bytes) -> int:
    """Write a file and name it, or say why it cannot be written; returns the exit status."""
    try:
        write_whole(path, content)
    except OSError as error:
        return refuse(f"{path} tidak dapat ditulis ({error.strerror})")
    print_line(path)
    return 0


def _escape(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")
