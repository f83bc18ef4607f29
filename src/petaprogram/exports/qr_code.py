"""QR codes, on paper and on the screen."""

from __future__ import annotations

import io

import segno

from petaprogram.maps.palette import INK, WHITE


def qr_svg(address: str) -> str:
    """Draw an address as a QR code for a document, with the quiet zone that readers need."""
    return str(segno.make(address, error="m").svg_inline(border=4, omitsize=True, dark=INK))


def qr_content(address: str) -> dict[str, str]:
    """Prepare an address for a template of a document: its QR code (`svg`) and itself (`address`)."""
    return {"svg": qr_svg(address), "address": address}


def qr_file(address: str) -> bytes:
    """Draw an address as a QR code on white, as an SVG file of its own."""
    file = io.BytesIO()
    segno.make(address, error="m").save(file, kind="svg", border=4, omitsize=True, dark=INK, light=WHITE)
    return file.getvalue()
