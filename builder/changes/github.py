"""Contributors' text in GitHub's Markdown: shown as it is written, linking nowhere, calling nobody.

Beside CommonMark (https://spec.commonmark.org/0.31.2/) GitHub makes links of bare addresses
(https://github.github.com/gfm/#autolinks-extension-), of @names, #numbers, GH-numbers and commits
(https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls),
pictures of :words:, and formulas of what stands between dollar signs. It looks for these in the text that is left when
escapes are resolved, so that a backslash does not hold them off; a character of no width between their parts does, and
for dollar signs an element around each
(https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions).
"""

from __future__ import annotations

import re
from unicodedata import bidirectional

from builder.changes.shortening import shorten
from builder.pages.escape import escape_markdown
from builder.problems import visible

_APART = "\u200b"
_CALLS = re.compile(
    r"""(?<=[@\#])             # a name, a number
      | (?<=:)(?=\S)           # http://…, :word:
      | (?<=\bwww)(?=\.)
      | (?<=\bGH)(?=-)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_COMMIT = re.compile(r"\b[0-9a-f]{7,}\b", re.IGNORECASE)
_SHORTEST = 7
"""Letters from which on GitHub may take a word of hexadecimal digits for a commit."""
_MARKS = re.compile(r"`+")
_ISOLATE, _END = "\u2068", "\u2069"


def literal(text: str, most: int = 300) -> str:
    """`text` as Markdown that GitHub shows as exactly that, on one line, cut at a word within `most` characters.

    Controls and marks that turn text around become visible escapes; text with letters that are read from right to left
    is set apart from what stands around it.
    """
    line = shorten(visible(" ".join(text.split())), most)
    calm = _calm(str(escape_markdown(line)))
    return f"{_ISOLATE}{calm}{_END}" if any(bidirectional(c) in ("R", "AL") for c in line) else calm


def literal_code(text: str) -> str:
    """`text`, such as a path, in the type of code and to be copied from it: GitHub looks for nothing in there.

    As many marks as no run within has stand around it (CommonMark 6.1).
    """
    line = visible(" ".join(text.split()))
    marks = "`" * (max(map(len, _MARKS.findall(line)), default=0) + 1)
    return f"{marks} {line} {marks}" if line[:1] in "` " or line[-1:] == "`" else f"{marks}{line}{marks}"


def _calm(marked: str) -> str:
    apart = _APART.join(_CALLS.split(_COMMIT.sub(_in_parts, marked)))
    return apart.replace("$", "<span>$</span>")


def _in_parts(commit: re.Match[str]) -> str:
    size = _SHORTEST - 1
    return _APART.join(commit[0][at : at + size] for at in range(0, len(commit[0]), size))
