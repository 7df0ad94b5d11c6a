"""The bytes of a saved page or text as characters, or what they are instead."""

from __future__ import annotations

import codecs
import re
import unicodedata
from email import policy
from email.parser import BytesParser
from typing import NamedTuple

MAX_SOURCE = 20_000_000
"""Bytes; a saved page with its pictures inside may come to that, an article never."""

_HEAD = 2048
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# As browsers do (https://encoding.spec.whatwg.org/#names-and-labels): what is called Latin-1 or ASCII is its superset.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
_UNSAFE = frozenset(
    ("utf-7", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "hz", "iso2022_kr", "unicode_escape", "idna")
)
"""Encodings in which harmless bytes spell markup, or that a file whose ASCII can be read cannot be in."""
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or recording"),
    (b"{\\rtf", "a rich-text document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"bplist00", "a Safari web archive"),
)
_MIME_HEADER = re.compile(rb"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,40}\r?\n")
_MIME_SIGN = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_TOO_ODD = 0.05
"""The part of the characters that may be unreadable in a text."""


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_NO_WIDTH = frozenset("\u00ad\u200b\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Joiners are not among them: Persian is written with them."""


class UnreadableError(ValueError):
    """Not text, or not any more; the message is "what was found | what to do"."""


class Unpacked(NamedTuple):
    """A page as it was on the web, and the address that a browser wrote down beside it."""

    data: bytes
    charset: str | None
    address: str | None


def unpack(data: bytes) -> Unpacked:
    """The page in a browser's single-file archive (MHTML, RFC 2557); anything else as it is.

    Raises UnreadableError for an archive without a page in it.
    """
    header = _MIME_HEADER.match(data.lstrip(b"\r\n"))
    if header is None or not _MIME_SIGN.search(header[0]):
        return Unpacked(data, None, None)
    message = BytesParser(policy=policy.compat32).parsebytes(data.lstrip(b"\r\n"))
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            address = message.get("Snapshot-Content-Location") or part.get("Content-Location")
            charset = part.get_content_charset()
            return Unpacked(payload if isinstance(payload, bytes) else b"", charset, str(address) if address else None)
    raise UnreadableError(f"no page is in this web archive (MHTML) | {_SAVE_ANEW}")


_SAVE_ANEW = "Save the page anew from the browser, as 'HTML only', or copy its text and give that to 'explainer add -'"


def decode(data: bytes, charset: str | None = None) -> str:
    """`data` as text with line feeds, whatever it was written in. Raises UnreadableError for what is no text.

    A byte order mark decides; then, since hardly anything else can be read as it, UTF-8; then what the file or
    `charset`, which came with it, declares; then windows-1252, as in browsers.
    """
    if not data.strip():
        raise UnreadableError("the file is empty | Save the page or the text again")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise UnreadableError(f"this is {kind}, not a web page or a text | {_SAVE_ANEW}")
    text = _decode(data, charset).replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    odd = sum(c == "\ufffd" or (c < " " and c not in "\n\t\f\x1b\0") for c in text)
    if odd > max(len(text), 200) * _TOO_ODD:
        raise UnreadableError(f"this is not text in any known encoding | {_SAVE_ANEW}")
    return text.replace("\0", "")


def without_hidden(text: str) -> str:
    """`text` without what no reader sees and a body may not hold: control characters, marks that turn text around."""
    lines = text.replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\x85", "\n")
    return lines if lines.isascii() and not _CONTROL.search(lines) else "".join(c for c in lines if not _is_hidden(c))


def _is_hidden(character: str) -> bool:
    return character in _NO_WIDTH or (unicodedata.category(character) in ("Cc", "Cs", "Co") and character not in "\n\t")


def _decode(data: bytes, charset: str | None) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    head = data[:_HEAD]
    if len(head) > 8 and not head.count(0) < len(head) * 0.3:
        # Every second byte is nothing: Western text in UTF-16 without its mark.
        return data.decode("utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    found = _CHARSET.search(head)
    declared = _known(charset) or _known(found[1].decode("ascii") if found else None)
    if declared == "utf-8":
        damaged = data.decode("utf-8", "replace")
        # A few broken letters in much good UTF-8 are damage; all wrong, and it was never UTF-8.
        if damaged.count("\ufffd") * 2 < sum(c > "\x7f" for c in damaged):
            return damaged
    return data.decode(declared if declared and declared != "utf-8" else "cp1252", "replace")


def _known(charset: str | None) -> str | None:
    try:
        name = codecs.lookup(charset).name if charset else None
        text = name is not None and codecs.decode(b"a", name) == "a"
    except (LookupError, ValueError, TypeError):
        return None
    return None if not text or name is None or name in _UNSAFE else _MEANT.get(name, name)
