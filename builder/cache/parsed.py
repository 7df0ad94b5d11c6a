"""Articles as an earlier run parsed them, found again by their path, their text and the code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from builder.cache.remember import Craft, remember
from builder.cache.store import Store
from builder.content.article import Article
from builder.content.files import ContentFile, read_file
from builder.content.folder import read_each
from builder.content.records import Record
from builder.content.values import Address
from builder.progress import Watch
from builder.workers import Workers, alone


class Source(NamedTuple):
    """An article's file: the name of the content folder, its path in it, and all that it holds."""

    name: str
    relative: str
    text: str


Parsed = tuple[Record, Article | None]
"""What an article's file is to the others, and what it holds if it is good."""


class ParsedCache:
    """Parses only the articles that `store` lacks, and all other files: those are few."""

    def __init__(self, store: Store, workers: Workers = alone) -> None:
        self._store = store
        self._workers = workers

    def __call__(self, name: str, texts: Mapping[str, str], watch: Watch) -> Mapping[str, ContentFile]:
        """What the files of the folder called `name` hold, by path in it."""
        sources = {
            relative: Source(name, relative, text)
            for relative, text in texts.items()
            if relative.startswith("articles/")
        }
        articles = remember(self._store, PARSING, sources, watch, self._workers)
        others = read_each(
            name, {relative: text for relative, text in texts.items() if relative not in articles}, watch
        )
        return {
            relative: ContentFile(*articles[relative]) if relative in articles else others[relative]
            for relative in texts
        }


def _key_of(source: Source, code: str) -> str:
    name, relative, text = source
    return sha256(f"{code} {len(name)} {name} {len(relative)} {relative} {text}".encode()).hexdigest()


def _parse(source: Source) -> Parsed:
    parsed = read_file(*source)
    assert parsed.thing is None or isinstance(parsed.thing, Article)
    return parsed.record, parsed.thing


def _is_sane(parsed: Parsed) -> bool:
    """Whether it could have been parsed, as far as what may harm readers goes: where links lead."""
    _, article = parsed
    if article is None:
        return True
    addresses = (article.url, article.archive_url, article.rights_url)
    return len(article.prose) == len(article.body) and all(map(_is_address, filter(None, addresses)))


def _is_address(text: str) -> bool:
    try:
        return _addresses().validate_python(text) == text
    except ValidationError:
        return False


@cache
def _addresses() -> TypeAdapter[str]:
    return TypeAdapter(Address)


@cache
def _parsed() -> TypeAdapter[Parsed]:
    return TypeAdapter(Parsed)


PARSING = Craft(
    kind="article",
    doing="Reading files",
    rooms=("content", "text", "period", "problems", "cache/parsed", "cache/remember"),
    libraries=("anyascii", "markdown-it-py", "mdurl", "pydantic", "pyyaml"),
    key_of=_key_of,
    work_out=_parse,
    form=_parsed,
    holds=_is_sane,
    worth=1000,
)
