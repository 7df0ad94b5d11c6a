"""What shows on its own that a line is page furniture: its shape, or its words."""

from __future__ import annotations

import re
from functools import cache

from ahocorasick_rs import AhoCorasick

from builder.reading.furniture.captions import has_label
from builder.reading.furniture.lines import Line
from builder.reading.furniture.stamps import LONGEST_STAMP, is_counter, is_sure_stamp
from builder.reading.words import load_set, load_words

# Longer lines are prose, whatever words they hold.
_LONGEST_NOTE = 60
_LONGEST_CALL = 40

_SYMBOLS_ONLY = re.compile(r"[\W_]+\Z")
_LONG_NUMBER = re.compile(r"\d{6,}\Z")
_URL_ONLY = re.compile(r"(?:https?://|www\.)\S+\Z")
_HANDLE_ONLY = re.compile(r"@\w{2,30}\Z|[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,4}\Z")
_MARKDOWN_LINK = r"!?\[[^\]\n]{0,300}\]\([^)\n]{0,600}\)"
_LINKS_ONLY = re.compile(rf"(?:{_MARKDOWN_LINK}[\s|,•·]*)+\Z")
_IMAGE_PLACEHOLDER = re.compile(
    r"\d{1,4}\s?[x×:]\s?\d{1,4} (?:image|photo|video)\Z"
    r"|image \d+ of \d+\Z|(?:slideshow|gallery)? ?\(?\d+ (?:images?|photos?)\)?\Z"
)
_COPYRIGHT = re.compile(r"(?:©|\(c\))\s?\D{0,40}\d{4}|(?:copyright )?©", re.IGNORECASE)
# "Jane Roe reported from Oslo, and John Doe from Geneva.", "AP writer Jane Roe in Oslo contributed."
_CREDIT_SENTENCE = re.compile(
    r"(?:[A-Z][\w.'’-]*,? (?:and |in |from |also |writers? |correspondents? )*){1,12}"
    r"(?:reported from [A-Z][^.]{1,40}(?:[.,]| and )|contributed(?: reporting)?(?: from [A-Z][^.]{1,40})?\.(?:\s|\Z))"
)
_BYLINE = re.compile(
    r"(?:By|BY|Von|Par)\s+"
    r"(?:[A-Z][\w.'’-]*|de|al|bin|van|von|and|&|in|with|for|of|,|\||/|-|–|—|@\w+|\s)+\Z"
)
_ALL_CAPITALS_WORDS = 5


def reason_alone(line: Line, title: str, publisher: str) -> str | None:
    """What shows on its own that `line` is furniture."""
    for test in (_shape, _vocabulary):
        reason = test(line)
        if reason:
            return reason
    plain = line.plain.strip(" .:|")
    if title and plain == _plain(title):
        return "headline"
    if publisher and plain == _plain(publisher):
        return "navigation"
    return None


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split()).strip(" .:|")


def _shape(line: Line) -> str | None:
    text, plain = line.text, line.plain
    if _SYMBOLS_ONLY.match(text):
        return "separator"
    if _LONG_NUMBER.match(plain):
        return "metadata"
    if _URL_ONLY.match(plain) or _LINKS_ONLY.match(text):
        return "link"
    if _HANDLE_ONLY.match(text):
        return "byline"
    if line.words > _LONGEST_NOTE:
        return None
    if _IMAGE_PLACEHOLDER.match(plain):
        return "image"
    if _COPYRIGHT.match(text):
        return "copyright"
    if len(plain) <= LONGEST_STAMP and (is_counter(plain) or is_sure_stamp(plain)):
        return "metadata"
    if ("reported from" in plain or "contributed" in plain) and _CREDIT_SENTENCE.match(text):
        return "credit"
    if line.words <= 14 and _BYLINE.match(text):
        return "byline"
    # A promotion in capitals between paragraphs; a heading of one's own has fewer words.
    letters = text.replace("’S ", "").replace("’s ", "")
    row = "  " in text
    if line.words >= _ALL_CAPITALS_WORDS and not row and letters.isupper() and not line.text.endswith((".", "”", '"')):
        return "teaser"
    return None


def _vocabulary(line: Line) -> str | None:
    if line.words > 200:
        return None
    bare = line.plain.strip(" .:!?…|→»›>")
    whole = _whole_lines().get(bare)
    if whole:
        return whole
    opening = _opening(line)
    if opening:
        return opening
    if line.words > _LONGEST_NOTE:
        return None
    if has_label(line):
        return None
    part = next(iter(_parts().find_matches_as_strings(line.plain)), None)
    if part:
        return _part_reasons()[part]
    if line.words <= _LONGEST_CALL:
        called = _call(line)
        if called:
            return called
    return _buttons(bare)


@cache
def _whole_lines() -> dict[str, str]:
    return {row[0]: row[1] for row in load_words("furniture_lines")}


@cache
def _openings() -> dict[str, tuple[str, int]]:
    return {row[0]: (row[1], int(row[2])) for row in load_words("furniture_openings")}


# Marks behind the words that open a line: "Also read- ", "Image source, ".
_OPENING_MARKS = ":,-–—"


@cache
def _first_words() -> frozenset[str]:
    return frozenset(opening.split(" ")[0].rstrip(_OPENING_MARKS) for opening in _openings())


@cache
def _part_reasons() -> dict[str, str]:
    return {row[0]: row[1] for row in load_words("furniture_parts")}


@cache
def _parts() -> AhoCorasick:
    return AhoCorasick(list(_part_reasons()))


@cache
def _call_objects() -> tuple[re.Pattern[str], dict[str, str]]:
    reasons = {row[0]: row[1] for row in load_words("furniture_call_objects")}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, reasons))})\b"), reasons


@cache
def _call_verbs() -> re.Pattern[str]:
    return re.compile(rf"(?:please |to )?(?:{'|'.join(map(re.escape, sorted(load_set('furniture_call_verbs'))))})\b")


@cache
def _button_words() -> dict[str, str]:
    return {row[0]: row[1] for row in load_words("furniture_share_words")}


def _opening(line: Line) -> str | None:
    """The reason of the listed words that `line` begins with: at most four, a colon after them counts as part."""
    words = line.plain.lstrip("([").split(" ", 4)[:4]
    if words[0].rstrip(_OPENING_MARKS) not in _first_words():
        return None
    for count in range(len(words), 0, -1):
        begun = " ".join(words[:count])
        head, colon, _ = begun.partition(":")
        for key in (begun, head + colon, head, head.rstrip(_OPENING_MARKS)):
            reason, most = _openings().get(key, ("", 0))
            if reason and line.words <= most:
                return reason
    return None


def _call(line: Line) -> str | None:
    """A call on the reader: an imperative at the beginning and what publishers offer after it."""
    if not _call_verbs().match(line.plain):
        return None
    objects, reasons = _call_objects()
    found = objects.search(line.plain)
    return reasons[found[0]] if found else None


def _buttons(bare: str) -> str | None:
    words = bare.replace(",", " ").replace("|", " ").replace("/", " ").split()
    if not words or len(words) > 12:
        return None
    sorts = [_button_words().get(word) for word in words]
    return "share" if "strong" in sorts and None not in sorts else None
