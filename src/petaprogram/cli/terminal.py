"""What the command line prints: nothing of the data commands a terminal.

What nobody sees is shown as an escape.
"""

from __future__ import annotations

import sys

from petaprogram.messages.letters import visible


def print_line(*parts: object, between: str = " ", error: bool = False) -> None:
    """Print one line, of the parts with `between` between them; to the stream of errors if it is one."""
    line = between.join(visible(str(part)) for part in parts)
    print(line, file=sys.stderr if error else sys.stdout)


def print_data(text: str) -> None:
    """Print a table or JSON: as it is for a program, with escapes for a person at a terminal."""
    print(visible(text, keep="\n\t") if sys.stdout.isatty() else text, end="")
