"""The clauses of a sentence."""

from __future__ import annotations

import re

from builder.reading.clauses.clause import Clause
from builder.reading.clauses.cutting import Cutter
from builder.reading.clauses.tokens import tokens_of
from builder.text import Span

# "GENEVA, Jan 4 (Agency) -", "LIMA --", "(CNN)".
_DATELINE = re.compile(
    r"\s*(?:[A-Z]{2}[A-Z.'’ -]+[^()\n—–]{0,50}(?:\([A-Z][^()\n]{1,40}\)\s*(?:--|[—–-])?|\s(?:--|[—–|_-]))\s"
    r"|[A-Z][\w.'’, -]{2,40}\([A-Z][^()\n]{1,30}\)\s*(?:--|[—–-])\s|\([A-Z][\w ]{1,20}\)\s*(?:--|[—–-])?\s?"
    r"|[A-Z]{2}[A-Z.'’ -]+(?:, [A-Z0-9][\w. ]{2,30}){1,2} - )"
)


def dateline_end(prose: str, sentence: Span) -> int:
    """Where a sentence begins to tell, behind the place and day that open a report."""
    dateline = _DATELINE.match(prose, sentence.start, sentence.end)
    return dateline.end() if dateline else sentence.start


def find_clauses(prose: str, sentence: Span, dates: tuple[Span, ...] = ()) -> tuple[Clause, ...]:
    """The clauses of a sentence, in order and without gaps; `dates` keeps "since Monday" from opening one."""
    tokens = tokens_of(prose, Span(dateline_end(prose, sentence), sentence.end))
    if not tokens:
        return ()
    dated = frozenset(
        n for n, token in enumerate(tokens) for date in dates if token.start < date.end and date.start < token.end
    )
    cuts = [cut for cut in Cutter(prose, tokens, dated).run() if cut[0] not in dated or cut[0] - 1 not in dated]
    clauses: list[Clause] = []
    for n, (first, kind, opener) in enumerate(cuts):
        last = cuts[n + 1][0] if n + 1 < len(cuts) else len(tokens)
        start = tokens[first].start
        end = tokens[last].start if last < len(tokens) else sentence.end
        within = tokens[first + opener : last]
        words = " ".join(token.lower for token in tokens[first : first + opener])
        body = within[0].start if within else end
        clauses.append(
            Clause(
                Span(start, end), kind, words, start if not opener else body, n - 1 if n else None, tokens[first:last]
            )
        )
    return tuple(clauses)
