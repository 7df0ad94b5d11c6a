"""How each stage's time grows with the length of a text: `python tests/benchmarks/growth.py [CHARACTERS]`.

Prints, for ordinary prose and for texts made to hurt, the CPU seconds for n and 2n characters and their ratio, which is
about 2 where a stage is linear. A benchmark, not a test: machines differ.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date

from builder.reading.dates import find_dates
from builder.reading.events import find_events
from builder.reading.furniture import find_furniture
from builder.reading.names import KnownNames, find_mentions
from builder.reading.quotes.reader import find_quotes
from builder.reading.roles import find_roles
from builder.reading.rounds import find_rounds
from builder.reading.sentences import find_sentences
from builder.reading.terms import find_terms

UNITS = {
    "prose": "The delegations are due to meet in Oslo on Monday, Jane Roe, the chief negotiator, told reporters. ",
    "digits": "1",
    "capitals": "ABC ",
    "months": "January ",
    "quotation marks": "“",
    "said": "said ",
    "no sentence end": "and then, in May, with Ali bin ",
    "brackets": "A (AA) ",
    "line breaks": "\n",
}
PUBLISHED = date(2021, 1, 4)


def stages(text: str) -> dict[str, Callable[[], object]]:
    """Each stage as a call that runs it alone, on what the stages before it found."""
    sentences = find_sentences(text)
    dates = find_dates(text, sentences, PUBLISHED)
    mentions = find_mentions(text, sentences, KnownNames())
    quotes = find_quotes(text, sentences, mentions)
    return {
        "furniture": lambda: find_furniture(text),
        "sentences": lambda: find_sentences(text),
        "dates": lambda: find_dates(text, sentences, PUBLISHED),
        "names": lambda: find_mentions(text, sentences, KnownNames()),
        "roles": lambda: find_roles(text, sentences, mentions),
        "quotes": lambda: find_quotes(text, sentences, mentions),
        "events": lambda: find_events(text, sentences, dates, mentions, quotes, published=PUBLISHED),
        "rounds": lambda: find_rounds(text, sentences, dates, mentions, published=PUBLISHED),
        "terms": lambda: find_terms(text, sentences, mentions),
    }


def seconds(call: Callable[[], object]) -> float:
    """The best of three: what else the machine does only adds."""

    def once() -> float:
        start = time.process_time()
        call()
        return time.process_time() - start

    return min(once() for _ in range(3))


def main(characters: int) -> None:
    print(f"{'text':18}{'stage':12}{'t(n)':>9}{'t(2n)':>9}{'ratio':>8}")
    for name, unit in UNITS.items():
        short, long = (stages(unit * (length // len(unit))) for length in (characters, 2 * characters))
        for stage, run in short.items():
            once, twice = seconds(run), seconds(long[stage])
            print(f"{name:18}{stage:12}{once:9.3f}{twice:9.3f}{twice / once if once > 0.005 else 0:8.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
