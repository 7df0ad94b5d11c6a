"""Traces of pages: what each asked of an archive when it was composed, and what the answers were.

Pages ask mostly the same: a question stands here once, and pages refer to it by its number.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.cache.asked import NUMBERS
from builder.pages.digest import DIGEST
from builder.pages.questions import Question, pack_question, unpack_question


@dataclass(frozen=True, slots=True)
class Trace:
    """Digests of what a page was given, and of the page itself; the numbers of the questions that it asked."""

    given: bytes
    page: bytes
    asked: array[int]


@dataclass(frozen=True, slots=True)
class Traces:
    """Those of an archive's pages by address. The answer to the question of a number is the digest at that place."""

    questions: Sequence[Question]
    answers: Sequence[bytes]
    pages: Mapping[str, Trace]

    def holds(self, uri: str, given: bytes, changed: set[int]) -> bool:
        """Whether the page would be the same, given that, and with other answers to the `changed` questions only."""
        trace = self.pages.get(uri)
        return trace is not None and trace.given == given and changed.isdisjoint(trace.asked)

    def unchanged(self, changed: set[int]) -> dict[Question, bytes]:
        """The other questions with their answers."""
        known = enumerate(zip(self.questions, self.answers, strict=True))
        return {question: answer for number, (question, answer) in known if number not in changed}


NONE = Traces((), (), {})


class Tracing:
    """Traces in the making."""

    def __init__(self) -> None:
        self._numbers: dict[Question, int] = {}
        self._answers: list[bytes] = []
        self._pages: dict[str, Trace] = {}

    def __len__(self) -> int:
        return len(self._pages)

    def number(self, question: Question, answer: bytes) -> int:
        """That of a question, which in one archive has one answer."""
        number = self._numbers.setdefault(question, len(self._answers))
        if number == len(self._answers):
            self._answers.append(answer)
        return number

    def note(self, uri: str, given: bytes, page: bytes, asked: Iterable[int]) -> None:
        """A page that asked the questions of these numbers."""
        self._pages[uri] = Trace(given, page, array(NUMBERS, sorted(asked)))

    def keep(self, traces: Traces, uris: Collection[str]) -> None:
        """Those of `uris` out of other traces."""
        new: dict[int, int] = {}
        for uri in uris:
            trace = traces.pages[uri]
            for number in trace.asked:
                if number not in new:
                    new[number] = self.number(traces.questions[number], traces.answers[number])
            numbers = array(NUMBERS, [new[number] for number in trace.asked])
            self._pages[uri] = Trace(trace.given, trace.page, numbers)

    def finish(self) -> Traces:
        return Traces(tuple(self._numbers), tuple(self._answers), dict(self._pages))


def encode(traces: Traces) -> bytes:
    """A line of JSON and the digests and numbers behind it, which JSON would write three times as long."""
    places = {place: number for number, place in enumerate(dict.fromkeys(where for where, _, _ in traces.questions))}
    questions = [[places[question[0]], *pack_question(question)] for question in traces.questions]
    pages = [[uri, len(trace.asked)] for uri, trace in traces.pages.items()]
    head = json.dumps([list(places), questions, pages]).encode()
    digests = b"".join([*traces.answers, *(trace.given + trace.page for trace in traces.pages.values())])
    return b"".join([head, b"\n", digests, *(trace.asked.tobytes() for trace in traces.pages.values())])


def decode(value: bytes) -> Traces | None:
    """What was encoded, by a machine like this one; None for anything else."""
    head, _, rest = value.partition(b"\n")
    try:
        places, packed, pages = json.loads(head)
        questions = [unpack_question(places[place], key) for place, *key in packed]
        digests = _cut(rest, len(questions) + 2 * len(pages))
        answers = [next(digests) for _ in questions]
        found = [(uri, count, next(digests), next(digests)) for uri, count in pages]
        numbers = array(NUMBERS, rest[DIGEST * (len(questions) + 2 * len(pages)) :])
        if numbers and max(numbers) >= len(questions):
            return None
        at, traces = 0, {}
        for uri, count, given, page in found:
            traces[uri] = Trace(given, page, numbers[at : at + count])
            at += count
        return Traces(questions, answers, traces) if at == len(numbers) else None
    except (ValueError, TypeError, KeyError, IndexError, RuntimeError):
        return None


def _cut(digests: bytes, count: int) -> Iterator[bytes]:
    return (digests[at * DIGEST : (at + 1) * DIGEST] for at in range(count))
