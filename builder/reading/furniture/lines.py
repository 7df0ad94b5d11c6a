"""The lines of a text, as its reader sees them: the lines of a wrapped paragraph are one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.text import Span

_LINE = re.compile(r"[^\n]+")
_LEADING_MARKS = re.compile(r"[\s•·▪●>|*#_–—-]+")
_ENDED = re.compile(r"[.!?…:;؟۔।。！？][\"”’'»)\]]*\Z")
_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or the lines of one wrapped paragraph; `plain` is its text in lower case without marks at its ends."""

    span: Span
    text: str
    plain: str
    words: int

    @property
    def ended(self) -> bool:
        return _ENDED.search(self.text[-6:]) is not None

    @property
    def cut_off(self) -> bool:
        return _CUT_OFF.search(self.text[-6:]) is not None


def find_lines(text: str) -> list[Line]:
    """The lines that hold something; the lines of a wrapped paragraph count as one."""
    lines: list[Line] = []
    group: list[re.Match[str]] = []
    for found in _LINE.finditer(text):
        if not found[0].strip():
            continue
        if group and not _continues(text, group[-1], found):
            lines.append(_line(text, group))
            group = []
        group.append(found)
    if group:
        lines.append(_line(text, group))
    return lines


def _continues(text: str, before: re.Match[str], after: re.Match[str]) -> bool:
    """Whether `after` is the next line of the same wrapped paragraph: it goes on in the middle of a sentence."""
    if after.start() != before.end() + 1 or len(before[0]) < 40 or len(before[0]) > 120:
        return False
    first, last = after[0].lstrip()[:1], before[0].rstrip()
    # Behind a closing bracket, the credit of a picture or a source, a new line begins.
    open_end = not _ENDED.search(last[-6:]) and not last.endswith((")", "]"))
    return first.islower() or (open_end and text[after.start()] in "([“‘\"'")


def line_of(piece: str) -> Line:
    """A piece of a line as a line of its own."""
    return _line_at(Span(0, len(piece)), piece)


def _line(text: str, group: Sequence[re.Match[str]]) -> Line:
    start, end = group[0].start(), group[-1].end()
    written = text[start:end]
    start += len(written) - len(written.lstrip())
    end -= len(written) - len(written.rstrip())
    written = text[start:end]
    return _line_at(Span(start, end), written)


def _line_at(span: Span, written: str) -> Line:
    marks = _LEADING_MARKS.match(written)
    plain = " ".join(written[marks.end() if marks else 0 :].lower().replace("’", "'").split())
    return Line(span, written, plain, plain.count(" ") + 1)
