"""Texts that mean something to whoever reads them carelessly: browsers, templates, spreadsheets, terminals.

`SHOWN` may stand in the data and must be shown letter by letter, `REFUSED` may not stand there.
"""

from __future__ import annotations

import json
from pathlib import Path

PAYLOADS: dict[str, str] = json.loads((Path(__file__).parent / "payloads.json").read_text("utf-8"))

SHOWN: tuple[str, ...] = (
    *PAYLOADS.values(),
    # Scripts, and ways out of an attribute, a comment, a script, a CDATA section.
    '" onmouseover="console.log(`PWN`)" x="',
    "' onfocus='console.log(7331)' autofocus='",
    "<svg/onload=console.log('PWN')>",
    "--><!-- </title></textarea></style><b>PWN</b>",
    "]]><x>PWN</x>",
    "&lt;script&gt;console.log('PWN')&lt;/script&gt; &amp; &#60;b&#62;",
    '</div><iframe srcdoc="<b>PWN</b>"></iframe>',
    # Templates and formats.
    "{{7*191}}",
    "{% for x in [1] %}{{ 7 * 191 }}{% endfor %}{# x #}",
    "{count:f} {0} {} {{x}} %s %(x)s %n",
    '#eval("7 * 191") #panic() *tebal* _miring_ $x^2$ @ref <label>',
    # Markdown.
    "**tebal** `kode` ~~x~~ # judul | a | b | https://127.0.0.1:18999/x www.example.org",
    "[x]: javascript:console.log('PWN')",
    # Formulas, also where a line is cut at a semicolon.
    "=1+1",
    '=HYPERLINK("http://127.0.0.1:18999/","klik")',
    "+62 354 123",
    "-2+3",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\uff1dcmd|' /C calc'!A0",
    "x;=cmd|' /C calc'!A0",
    'x;"=1+1;+2',
    "dua\n=1+1",
    "tab\t@SUM(A1)",
    "_x0041_<r><t>x</t></r>",
    # Addresses.
    "javascript:console.log('PWN')",
    "data:text/html,<script>console.log('PWN')</script>",
    "//127.0.0.1:18999/x",
    "file:///etc/passwd",
    # Names that a program may take for its own.
    "__proto__",
    "constructor",
    "null",
    "NaN",
    "'; DROP TABLE kelurahan; --",
    "../../etc/passwd",
    "\\u202e \\x1b[31m \\n \\",
    # Long ones, and other scripts.
    "panjang" * 40,
    "kata panjang " * 25 + "selesai",
    "\u0645\u0631\u062d\u0628\u0627 46 \u05e9\u05dc\u05d5\u05dd 64",
    "\u8a55\u4fa1 \U0001f44d \u00e9\u0301\u0301",
)

# Turn the direction of writing, have no width, command a terminal.
REFUSED: tuple[str, ...] = (
    "46\u202e dari 64",
    "\u2067kiri\u2069",
    "46\u200f",
    "satu\u200bdua",
    "a\u200db",
    "a\u2060b",
    "a\ufeffb",
    "lu\u00adnak",
    "\u061c46",
    "\U000e0041\U000e0042x",
    "x\x1b[2Jx",
    "x\x1b]0;PWN\x07x",
    "x\x9b31mx",
    "x\rx",
    "x\x08x",
    "x\u2028x",
    "x\ue000x",
)
