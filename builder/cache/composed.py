"""Pages as they were composed in earlier runs, found again as long as all that they asked has the same answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b, sha256

from builder.cache.asked import Asked, Hearing, Telling
from builder.cache.fingerprint import code_fingerprint
from builder.cache.store import Store
from builder.cache.traces import NONE, Traces, Tracing, decode, encode
from builder.pages.digest import DIGEST
from builder.pages.noting import noting
from builder.pages.page import DataFile, Leaf, Page
from builder.pages.questions import Answers, Question, without_implied
from builder.pages.sheets import Desk, Sheet, compose_afresh
from builder.pages.templates import template_sources
from builder.progress import Watch
from builder.workers import at_work

KIND, TRACES = "composed", "traces"
ROOMS = (
    "archive",
    "content",
    "pages",
    "period",
    "problems",
    "reading",
    "settings",
    "text",
    "workers",
    "cache/asked",
    "cache/composed",
    "cache/traces",
)
LIBRARIES = (
    "ahocorasick-rs",
    "anyascii",
    "jinja2",
    "lunr",
    "markdown-it-py",
    "markupsafe",
    "nh3",
    "pydantic",
    "pyyaml",
)
AT_ONCE = 200
"""Pages looked up in one go, and pages kept: who stops a long run loses no more than that."""

_PARTS, _FEW_PARTS = 256, 32
"""In which questions are answered, each of a like mixture: by several processes, and by this one."""
_MANY = 1000
"""Pages, from which several pay."""
_NOTED = 2000
"""Pages composed before it is kept what they asked; then as many again as there are."""

Composed = tuple[Leaf, list[int]]


class ComposedCache:
    """Composes only the pages that `store` lacks, or that would be others now."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, desk: Desk, sheets: Sequence[Sheet], watch: Watch, /) -> Mapping[str, Leaf]:
        """The pages by address."""
        code = code_fingerprint(ROOMS, LIBRARIES)
        if code is None:
            return compose_afresh(desk, sheets, watch)
        code = sha256(json.dumps([code, template_sources()]).encode()).hexdigest()
        before = decode(self._store.get(TRACES, code) or b"") or NONE
        answers = Answers(desk)
        given, changed = _ask_again(answers, sheets, before, watch)
        found = self._recall(code, [uri for uri in given if before.holds(uri, given[uri], changed)], before)
        missing = [sheet for sheet in sheets if sheet.uri not in found]
        if missing:
            answers.trust(before.unchanged(changed))
            traces = Tracing()
            with _composing(desk, missing, lambda question: traces.number(question, answers.to(question))) as composed:
                traces.keep(before, found)
                watched = (made for _, made in zip(watch("Writing pages", missing), composed, strict=True))
                for page, asked in self._keep(watched, code, traces):
                    found[page.uri] = page
                    traces.note(page.uri, given[page.uri], _digest_of(page), asked)
        return {sheet.uri: found[sheet.uri] for sheet in sheets}

    def _recall(self, code: str, uris: Sequence[str], traces: Traces) -> dict[str, Leaf]:
        """The pages that are there and are those of the traces."""
        found: dict[str, Leaf] = {}
        for at in range(0, len(uris), AT_ONCE):
            keys = {_key_of(code, uri): uri for uri in uris[at : at + AT_ONCE]}
            for key, value in self._store.get_many(KIND, keys).items():
                page = _decode(keys[key], value)
                if page is not None and _digest_of(page) == traces.pages[page.uri].page:
                    found[page.uri] = page
        return found

    def _keep(self, composed: Iterable[Composed], code: str, traces: Tracing) -> Iterator[Composed]:
        """What was composed, as it is. It is kept, and so are `traces`, if they grow by each."""
        new: dict[str, bytes] = {}
        due = max(_NOTED, len(traces))
        for page, asked in composed:
            yield page, asked
            new[_key_of(code, page.uri)] = _encode(page)
            if len(new) == AT_ONCE:
                self._store.put_many(KIND, new)
                new = {}
                if len(traces) >= due:
                    self._store.put(TRACES, code, encode(traces.finish()))
                    due = 2 * len(traces)
        self._store.put_many(KIND, new)
        self._store.put(TRACES, code, encode(traces.finish()))


@contextmanager
def _composing(desk: Desk, sheets: Sequence[Sheet], number: Callable[[Question], int]) -> Iterator[Iterator[Composed]]:
    """What is made of `sheets`, with the numbers of what was asked for it."""
    asked: set[Question] = set()
    noted, telling, hearing = noting(desk, asked), Telling(), Hearing(number)

    def compose(at: int) -> tuple[Leaf, Asked]:
        asked.clear()
        page = noted.compose(sheets[at])
        return page, telling.tell(tuple(without_implied(asked)))

    def hear(at: int, made: tuple[Leaf, Asked]) -> Composed:
        page, told = made
        numbers = hearing.hear(told)
        if numbers is None:
            page, told = compose(at)
            numbers = hearing.hear(told)
            assert numbers is not None
        return page, numbers

    with at_work(compose, len(sheets), sum(sheet.weight for sheet in sheets)) as composed:
        yield (hear(at, made) for at, made in enumerate(composed))


def _ask_again(
    answers: Answers, sheets: Sequence[Sheet], traces: Traces, watch: Watch
) -> tuple[dict[str, bytes], set[int]]:
    """Digests of what is given to pages now, and the numbers of the questions whose answers are others now."""

    parts = _PARTS if len(sheets) >= _MANY else _FEW_PARTS

    def ask(part: int) -> tuple[list[bytes], list[int]]:
        given = [
            answers.about((sheet.compose.__module__, sheet.compose.__name__, sheet.continued, sheet.given))
            for sheet in sheets[part::parts]
        ]
        known = zip(
            range(part, len(traces.questions), parts),
            traces.questions[part::parts],
            traces.answers[part::parts],
            strict=True,
        )
        return given, [number for number, question, answer in known if not _is_same(answers, question, answer)]

    given: dict[str, bytes] = {}
    changed: set[int] = set()
    with at_work(ask, parts) as asked:
        for part, (digests, others) in zip(watch("Comparing pages", range(parts)), asked, strict=True):
            given.update(zip((sheet.uri for sheet in sheets[part::parts]), digests, strict=True))
            changed.update(others)
    return given, changed


def _is_same(answers: Answers, question: Question, answer: bytes) -> bool:
    try:
        return answers.to(question) == answer
    except (ValueError, TypeError, LookupError, AttributeError):
        return False  # nobody can have asked that


def _digest_of(made: Leaf) -> bytes:
    return blake2b(_encode(made), digest_size=DIGEST).digest()


def _encode(made: Leaf) -> bytes:
    if isinstance(made, DataFile):
        return b"\n" + made.text.encode()
    told = [made.title, made.description, made.source, made.searchable, made.contents_depth]
    return json.dumps(told).encode() + b"\n" + made.packed


def _decode(uri: str, value: bytes) -> Leaf | None:
    """What was encoded; None for anything else."""
    told, end, rest = value.partition(b"\n")
    try:
        if end and not told:
            return DataFile(uri, rest.decode())
        title, description, source, searchable, depth = json.loads(told)
    except (ValueError, TypeError):
        return None
    return Page(uri, title, rest, description, source, searchable, depth)


def _key_of(code: str, uri: str) -> str:
    return sha256(f"{code} {uri}".encode()).hexdigest()
