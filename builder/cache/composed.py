"""Pages as they were composed in earlier runs, found again as long as all that they asked has the same answers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

from builder.cache.fingerprint import code_fingerprint
from builder.cache.store import Store
from builder.pages.page import Page
from builder.pages.questions import Answers, Question, noting, pack_questions, unpack_questions
from builder.pages.sheets import Desk, Sheet, compose_afresh
from builder.pages.templates import template_sources
from builder.progress import Watch
from builder.workers import at_work

KIND = "composed"
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
    "cache/composed",
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

Composed = tuple[Page, set[Question]]


class ComposedCache:
    """Composes only the pages that `store` lacks, or that would be others now."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, desk: Desk, sheets: Sequence[Sheet], watch: Watch, /) -> Mapping[str, Page]:
        """The pages by address."""
        code = code_fingerprint(ROOMS, LIBRARIES)
        if code is None:
            return compose_afresh(desk, sheets, watch)
        code = sha256(json.dumps([code, template_sources()]).encode()).hexdigest()
        answers = Answers(desk)
        found = self._recall(code, sheets, answers)
        missing = [sheet for sheet in sheets if sheet.uri not in found]
        asked: set[Question] = set()
        noted = noting(desk, asked)

        def compose(number: int) -> Composed:
            asked.clear()
            page = noted.compose(missing[number])
            return page, set(asked)

        new: dict[str, bytes] = {}
        with at_work(compose, len(missing)) as composed:
            for sheet, (page, questions) in zip(watch("Writing pages", missing), composed, strict=True):
                found[sheet.uri] = page
                new[_key_of(code, sheet.uri)] = _encode(answers, sheet, page, questions)
                if len(new) == AT_ONCE:
                    self._store.put_many(KIND, new)
                    new = {}
        self._store.put_many(KIND, new)
        return {sheet.uri: found[sheet.uri] for sheet in sheets}

    def _recall(self, code: str, sheets: Sequence[Sheet], answers: Answers) -> dict[str, Page]:
        found: dict[str, Page] = {}
        for at in range(0, len(sheets), AT_ONCE):
            keys = {_key_of(code, sheet.uri): sheet for sheet in sheets[at : at + AT_ONCE]}
            for key, value in self._store.get_many(KIND, keys).items():
                page = _decode(answers, keys[key], value)
                if page is not None:
                    found[page.uri] = page
        return found


def _key_of(code: str, uri: str) -> str:
    return sha256(f"{code} {uri}".encode()).hexdigest()


def _encode(answers: Answers, sheet: Sheet, page: Page, questions: set[Question]) -> bytes:
    packed = pack_questions(questions)
    digest = _digest_of(answers, sheet, packed)
    own = [page.title, page.markdown, page.description, page.source, page.searchable, page.contents_depth]
    return json.dumps([digest, packed, own]).encode()


def _decode(answers: Answers, sheet: Sheet, value: bytes) -> Page | None:
    """The page that was encoded, if it would be the same now; None for anything else."""
    try:
        digest, packed, (title, markdown, description, source, searchable, depth) = json.loads(value)
        if digest != _digest_of(answers, sheet, packed):
            return None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return Page(sheet.uri, title, markdown, description, source, searchable, depth)


def _digest_of(answers: Answers, sheet: Sheet, packed: Mapping[str, list[list[object]]]) -> str:
    given = (sheet.compose.__module__, sheet.compose.__name__, sheet.continued, sheet.given)
    return answers.about(given, unpack_questions(packed))
