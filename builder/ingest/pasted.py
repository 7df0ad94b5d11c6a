"""A pasted text: what its own lines say of headline, author, day and outlet, and which of them are the article."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from builder.content.yaml_nodes import YamlError, parse_yaml, plain
from builder.ingest.bylines import split_authors
from builder.ingest.claims import Claim, Key, is_name
from builder.ingest.moments import moment_of
from builder.reading.furniture import Furniture, find_furniture
from builder.reading.furniture.lines import Line, find_lines
from builder.reading.furniture.stamps import is_stamp
from builder.text import Span, covering

_FIELDS: Mapping[str, Key] = {
    "title": "title", "headline": "title",
    "url": "url", "source_url": "url", "source url": "url", "link": "url", "canonical": "url", "original": "url",
    "publisher": "publisher", "outlet": "publisher", "site": "publisher", "site_name": "publisher",
    "source": "publisher",
    "date": "published", "published": "published", "published_time": "published", "publish date": "published",
    "publication date": "published", "date published": "published", "published on": "published",
    "author": "authors", "authors": "authors", "by": "authors",
    "language": "language", "lang": "language",
    "archive": "archive_url", "archive_url": "archive_url", "licence": "licence", "license": "licence",
}  # fmt: skip
"""What people and programs write before a colon above a text."""
_FIELD = re.compile(r"([A-Za-z][A-Za-z _-]{1,24}):[ \t]+(\S.*)")
_HEADING = re.compile(r"#{1,2}[ \t]+(\S.*?)[ \t]*#*\Z")
_ORIGINAL = re.compile(r"\[[^\]\n]*\b(?:original|source)\b[^\]\n]*\]\((https?://[^\s()]+)\)", re.IGNORECASE)
_ADDRESS = re.compile(r"<?(https?://[^\s<>]+?)>?\Z")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\W*(?:\d{4}(?:\s?[-–]\s?\d{4})?)?,?\s*(?:by\s+)?(?P<name>[^\d.,|©]{2,60})", re.IGNORECASE
)
_SOURCE = re.compile(r"source:\s+(?P<name>[^:]{2,60})\Z", re.IGNORECASE)
_PLACE_AND_OUTLET = re.compile(r"(?:[A-Z][\w.,’' /-]{1,40} )?\((?P<name>[A-Z][^()\n]{1,30})\)(?=[\s–—-])")
_RELATED = frozenset(("updated", "modified"))
_FEWEST, _MOST = 3, 25
"""Words of a headline."""
_PROSE = 12
"""Words of a line that may be the article's first sentence."""


def pasted_claims(text: str, outlets: Collection[str] = ()) -> tuple[Claim, ...]:
    """The claims of a text's lines, best first. `outlets`: names that a line of its own may give."""
    lines = find_lines(text)
    furniture = find_furniture(text)
    head = lines[: _start(lines, furniture)]
    # The whole block of fields is one piece of furniture, whatever its lines look like.
    block = next((piece for piece in furniture if piece.reason == "metadata" and piece.span.start == 0), None)
    return (
        *(_of_block(block.span.of(text)) if block else ()),
        *_of_head(head, furniture),
        *_of_headline(head, furniture),
        *_of_outlet(lines, head, {outlet.casefold(): outlet for outlet in sorted(outlets)}),
        *_of_opening(lines[len(head) : len(head) + 1]),
    )


def find_aside(
    text: str, *, headlines: Collection[str] = (), publisher: str = "", recurring: frozenset[str] = frozenset()
) -> tuple[Furniture, ...]:
    """What of a source is not the article: page furniture, and the lines above it that only state its metadata.

    `headlines` are all that the source gives itself: those for search engines differ from the one on the page.
    """
    title = next(iter(headlines), "")
    furniture = find_furniture(text, title=title, publisher=publisher, recurring=recurring)
    lines = find_lines(text)
    aside = _places(furniture)
    named = {_letters(headline) for headline in headlines}
    stated = [
        Furniture(line.span, "headline" if _letters(line.text) in named else "metadata")
        for line in lines[: _start(lines, furniture)]
        if line.span.start not in aside and (_letters(line.text) in named or _states_metadata(line))
    ]
    return tuple(sorted((*furniture, *stated), key=lambda piece: piece.span))


def _letters(text: str) -> str:
    """What a headline is compared by: its marks are set anew wherever it is printed."""
    return "".join(c for c in text.casefold() if c.isalnum())


def _states_metadata(line: Line) -> bool:
    field = _FIELD.match(line.text)
    return (field is not None and field[1].lower() in _FIELDS) or is_stamp(line.plain)


def _start(lines: Sequence[Line], furniture: Iterable[Furniture]) -> int:
    """Which line is the article's first sentence, or how many there are."""
    aside = _places(furniture)
    return next(
        (
            at
            for at, line in enumerate(lines)
            if line.span.start not in aside and line.words >= _PROSE and line.ended and not _HEADING.match(line.text)
        ),
        len(lines),
    )


def _places(furniture: Iterable[Furniture]) -> frozenset[int]:
    return frozenset(at for piece in furniture for at in range(piece.span.start, piece.span.end))


def _of_block(block: str) -> Iterator[Claim]:
    """The fields between two '---' lines: YAML, if other programs wrote it, else line by line."""
    inside = block.strip().strip("-").strip("\n")
    try:
        data = plain(parse_yaml(inside))
    except YamlError:
        data = None
    if isinstance(data, dict):
        for name, value in data.items():
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, str):
                    yield from _of_field(name, item)
        return
    for line in inside.split("\n"):
        found = _FIELD.match(line)
        if found:
            yield from _of_field(found[1], found[2])


def _of_field(name: str, value: str) -> Iterator[Claim]:
    key = _FIELDS.get(name.strip().lower())
    origin = f"the line '{name.strip()}:'"
    if key == "authors":
        yield from (Claim(key, author, origin) for author in split_authors(value))
    elif key == "published":
        moment = moment_of(value)
        if moment:
            yield Claim(key, moment, origin)
    elif key:
        yield Claim(key, value, origin)


def _of_head(head: Iterable[Line], furniture: Iterable[Furniture]) -> Iterator[Claim]:
    """Fields, addresses, by-lines and stamps above the article."""
    bylines = _places(piece for piece in furniture if piece.reason == "byline")
    for line in head:
        field, address, original = _FIELD.match(line.text), _ADDRESS.match(line.text), _ORIGINAL.search(line.text)
        if field and field[1].lower() in _FIELDS:
            yield from _of_field(field[1], field[2])
        elif original:
            yield Claim("url", original[1], "the link to the original")
        elif address:
            yield Claim("url", address[1], "the address above the text")
        elif line.span.start in bylines:
            names = split_authors(line.text)
            yield from (Claim("authors", name, "the by-line") for name in names if _is_full_name(name))
        elif is_stamp(line.plain) and _RELATED.isdisjoint(line.plain.replace(":", " ").split()):
            moment = moment_of(line.text)
            if moment:
                yield Claim("published", moment, "the line with a date above the text")


def _is_full_name(name: str) -> bool:
    return is_name(name) and 2 <= len(name.split()) <= 5 and name[0].isupper()


def _of_headline(head: Sequence[Line], furniture: Iterable[Furniture]) -> Iterator[Claim]:
    aside = _places(furniture)
    for line in head:
        heading = _HEADING.match(line.text)
        if heading:
            yield Claim("title", heading[1], "the heading above the text")
            return
    for line in head:
        if (
            line.span.start not in aside
            and "\n" not in line.text
            and _FEWEST <= line.words <= _MOST
            and not line.text.endswith((".", ":", ";", ","))
            and not _states_metadata(line)
        ):
            yield Claim("title", line.text, "the first line that looks like a headline", sure=False)
            return


def _of_outlet(lines: Sequence[Line], head: Sequence[Line], outlets: Mapping[str, str]) -> Iterator[Claim]:
    for line in (*head, *lines[-5:]):
        known = outlets.get(line.text.strip(" -–—|©()").casefold())
        if known:
            yield Claim("publisher", known, "a line with only the outlet's name")
    for line in reversed(lines[len(head) :][-8:]):
        if line.words > _MOST:
            continue
        found = _COPYRIGHT.match(line.text) or _SOURCE.match(line.text)
        if found and found["name"].strip()[:1].isupper():
            yield Claim("publisher", found["name"].strip(), "the notice below the text", sure=False)


def _of_opening(first: Iterable[Line]) -> Iterator[Claim]:
    for line in first:
        found = _PLACE_AND_OUTLET.match(line.text)
        if found:
            yield Claim("publisher", found["name"], "the brackets that open the text", sure=False)


def paragraphs(text: str, aside: Iterable[Span]) -> tuple[str, ...]:
    """The paragraphs of `text` but those in `aside`, each one line: broken lines of one paragraph are joined."""
    hidden = tuple(sorted(aside))
    found: list[str] = []
    for block in _blocks(text):
        kept = [" ".join(line.text.split()) for line in block if covering(hidden, line.span.start) is None]
        found += [" ".join(kept)] if _is_wrapped(block) and kept else kept
    return tuple(found)


def _blocks(text: str) -> Iterator[list[Line]]:
    """Lines without an empty one between them."""
    block: list[Line] = []
    for line in find_lines(text):
        if block and "\n" in text[block[-1].span.end : line.span.start].replace("\n", "", 1):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _is_wrapped(block: Sequence[Line]) -> bool:
    """Whether lines end for want of room: most of them in the middle of a sentence, and none is long."""
    inner = block[:-1]
    longest = max((len(row) for line in block for row in line.text.split("\n")), default=0)
    open_ended = sum(not line.ended for line in inner)
    return (
        len(inner) >= 2 and longest <= 120 and open_ended * 3 >= len(inner) * 2 and min(map(len, _texts(inner))) >= 40
    )


def _texts(lines: Iterable[Line]) -> list[str]:
    return [line.text for line in lines]
