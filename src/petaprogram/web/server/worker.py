"""Where several processes serve the app: which of them this is, and how a visitor stays with it."""

from __future__ import annotations

import os
from dataclasses import dataclass

from starlette.responses import Response

from petaprogram.serving.stickiness import COOKIE, MARKS, MOST, VARIABLE


@dataclass(frozen=True, slots=True)
class Worker:
    """One of several processes by its number, from 0; None: the only one."""

    number: int | None

    @property
    def mark(self) -> str:
        """The letter of this process; empty for the only one."""
        return "" if self.number is None else MARKS[self.number]

    def knows(self, code: str) -> bool:
        """Tell whether a code is, by its first letter, one of this process."""
        return not self.mark or code[:1] not in set(MARKS) or code.startswith(self.mark)

    def keep(self, response: Response) -> None:
        """Have the browser come back to this process."""
        if self.number is not None:
            _lead(response, self.number)

    def send_on(self, code: str) -> Response:
        """Send a browser to the process that knows a code: it asks once more, over a new connection."""
        response = Response(status_code=421, headers={"connection": "close"})
        _lead(response, MARKS.index(code[0]))
        return response


def _lead(response: Response, number: int) -> None:
    response.set_cookie(COOKIE, str(number), httponly=True, samesite="lax")


def _number() -> int | None:
    number = os.environ.get(VARIABLE, "")
    return int(number) if number.isascii() and number.isdigit() and int(number) < MOST else None


# That of this process.
WORKER = Worker(_number())
