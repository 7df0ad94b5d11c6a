"""Captions of pictures: they are no part of the article, yet their dates and people count."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from builder.reading.furniture.lines import Line
from builder.reading.words import load_set, load_words
from builder.text import Span

CAPTION = "caption"

_LONGEST = 120
_LONGEST_UNMARKED = 60
# Shorter lines without a full stop are headings.
_SHORTEST_UNMARKED = 8
# In an article with so many captions that lack a full stop, every long line that lacks it is one.
_HOUSE_STYLE = 3
# Behind how many words the verb of a caption may stand: longer subjects are rare, and later verbs are of clauses.
_VERB_REACH = 25
_CREDIT_REACH = 200

_GALLERY = re.compile(r"\bHide Caption\s+\d+ of \d+\s*\Z")
# "Image copyright Agency Image caption Who does what", "FILE - ", "FILE PHOTO: ".
_LABEL = re.compile(
    r"(?:Media playback is (?:un|not )supported on (?:your|this) device\s+)?"
    r"(?:(?:Image|Media) (?:copyright|source)\s*,?\s*(?:[A-Z][\w./&’-]*\s+){1,5}?)?"
    r"(?:Image|Media|Video) caption\s*[,:]?\s*"
    r"|(?:FILE|File)(?: (?:PHOTO|IMAGE|PICTURE|[Pp]hoto|[Ii]mage|[Pp]icture))?\s?[:–—-]\s*"
    r"|(?:Photos?|Pictured|Caption|CAPTION):\s+"
    r"|\[\d{1,2}/\d{1,2}\]\s*",
)
_IN_THIS_PICTURE = re.compile(
    r"\(?(?:From|L to R|Left to right|Clockwise from)(?: (?:top|bottom))?(?: (?:left|right))?[):,] "
    r"|In (?:this|an undated)\b[^.]{0,60}?\b(?:photo|photograph|image|picture|handout|(?:frame|video|screen) grab)\b"
)
# "(left)", "(above, centre)", "pictured right": where in the picture somebody is.
_POSITION = re.compile(
    r"\((?:pictured|above|below|seen|far|top|bottom|front|back|second|third|from|left|right|cent(?:er|re)|[LRC]"
    r"|[ ,-]){1,6}\)|\b(?:is|are|was|were) (?:seen|pictured|shown) (?:here|above|below|left|right)\b"
)
# "Dinner date: The leader was met by his host": papers that play with words do so below every picture.
_KICKER = re.compile(r"(?!(?:[A-Z]+ ?)+:)[A-Z][\w'’-]*(?: [\w'’-]+){0,3}[:?!] [“‘\"']?[A-Z]")
# "They agreed to meet", "the sides would meet": not what is seen.
_INFINITIVE = frozenset({"to", "will", "would", "can", "could", "may", "might", "must", "should", "shall", "not"})
# All credits end with a bracket, or hold a slash or a word for the picture: most lines need no closer look.
_CREDIT_ENDS = (")", "]", ").", "].")
_CREDIT_SIGNS = ("/", "©", "Photo", "Image", "Pic", "Licensing")
_WORD = re.compile(r"[^\W\d_]+")
_OPEN_QUOTATION = "\"“‘'«„"


@dataclass(frozen=True, slots=True)
class _Credit:
    """Where the photographer and the agency begin at the end of a line; `sure` if it can be nothing else."""

    start: int
    sure: bool


def has_label(line: Line) -> bool:
    """Whether `line` says itself that it is a caption."""
    return _LABEL.match(line.text) is not None


def mark_captions(lines: Sequence[Line], reasons: list[str | None]) -> None:
    """Give the reason `CAPTION` to the captions among the `lines` that have no reason yet."""
    unended, prose, kickers = 0, 0, list[int]()
    for at, line in enumerate(lines):
        if reasons[at] is not None or line.words > _LONGEST:
            continue
        if _shows_itself(line):
            reasons[at] = CAPTION
        elif prose > 0 and _describes_picture(line):
            reasons[at] = CAPTION
            unended += 1
        else:
            prose += line.ended
            if prose > 0 and _could_be_unmarked(line) and _KICKER.match(line.text):
                kickers.append(at)
    if unended + len(kickers) > 1:
        for at in kickers:
            reasons[at] = CAPTION
        unended += len(kickers)
    if unended < _HOUSE_STYLE or unended > prose:
        return
    begun = False
    for at, line in enumerate(lines):
        begun = begun or (reasons[at] is None and line.ended)
        if reasons[at] is None and begun and _could_be_unmarked(line):
            reasons[at] = CAPTION


def parts_of_caption(line: Line) -> Iterator[tuple[Span, str]]:
    """The pieces of a caption, each with its reason: the label, what it says, and whose the picture is."""
    label = _LABEL.match(line.text)
    credit = _credit(line)
    start = label.end() if label else 0
    end = credit.start if credit else len(line.text)
    if start >= end:
        yield line.span, CAPTION
        return
    if start:
        yield Span(line.span.start, line.span.start + start), "image"
    yield Span(line.span.start + start, line.span.start + end), CAPTION
    if end < len(line.text):
        yield Span(line.span.start + end, line.span.end), "credit"


def credit_at_end(line: Line) -> Span | None:
    """The credit of a picture at the end of a line of prose."""
    credit = _credit(line)
    return Span(line.span.start + credit.start, line.span.end) if credit and credit.start > 0 else None


def _shows_itself(line: Line) -> bool:
    if (
        has_label(line)
        or _IN_THIS_PICTURE.match(line.text)
        or ("Hide Caption" in line.text and _GALLERY.search(line.text))
    ):
        return True
    credit = _credit(line)
    if credit is None or credit.start == 0:
        return False
    return credit.sure or _in_present(line) or _POSITION.search(line.text) is not None


def _describes_picture(line: Line) -> bool:
    """A sentence without its full stop that tells, in the present, what a picture shows."""
    return _could_be_unmarked(line) and (_POSITION.search(line.text) is not None or _in_present(line))


def _could_be_unmarked(line: Line) -> bool:
    return not line.ended and _SHORTEST_UNMARKED <= line.words <= _LONGEST_UNMARKED and "@" not in line.text


def _in_present(line: Line) -> bool:
    """Whether the verb is one of what is seen in pictures, in the historical present of captions."""
    if line.text[0] in _OPEN_QUOTATION:
        return False
    words = [found[0] for found in _WORD.finditer(line.text[:400])][:_VERB_REACH]
    verbs = load_set("furniture_caption_verbs")
    return any(word in verbs and before not in _INFINITIVE for before, word in itertools.pairwise(words))


@cache
def _credit_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    agencies = "|".join(sorted((re.escape(row[0]) for row in load_words("furniture_agencies")), key=len, reverse=True))
    name = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}"
    agency = rf"(?:{agencies})(?: Photos?| Images?| Pictures?)?"
    sure = (
        # Photographer and owner, whoever they are, and the same with an agency among them.
        rf"[(\[]{name} ?/ ?{name}[)\]]\.?"
        rf"|[(\[](?:[^()\[\]\n]{{1,80}}(?:[/,] ?| via |- ?)){agency}(?:(?:[/,] ?| via )[^()\[\]\n]{{1,80}})?[)\]]\.?"
        rf"|[(\[]{agency}(?:[/,] ?| via )[^()\[\]\n]{{1,80}}[)\]]\.?"
        rf"|[(\[](?:{agencies}) (?:Photos?|Images?|file)[^()\[\]\n]{{0,80}}[)\]]\.?"
        rf"|(?:(?<=[.?!] )|(?<=\s\s)|(?<=[.?!]))(?:{agencies})/{name}(?:/(?:File|Pool|Handout|File Photo))?"
        rf"|(?<=[.?!] ){name}/(?:{agencies})"
        rf"|(?<=\s)(?:©|/|\|)\s(?:[Pp]hoto [Cc]redit: )?(?:{agencies})"
        rf"|\b(?:Photo|Photograph|Image|Picture|Pic)(?: by|:) (?:[A-Z][\w.'’/-]* ?){{1,6}}"
    )
    return re.compile(rf"(?:{sure})(?: Acquire Licensing Rights.{{0,20}})?\Z"), re.compile(
        rf"[(\[](?:{agencies})[)\]]\.?\Z"
    )


def _credit(line: Line) -> _Credit | None:
    reach = max(0, len(line.text) - _CREDIT_REACH)
    tail = line.text[reach:]
    if not tail.endswith(_CREDIT_ENDS) and not any(sign in tail for sign in _CREDIT_SIGNS):
        return None
    for pattern, sure in zip(_credit_patterns(), (True, False), strict=True):
        found = pattern.search(tail)
        if found:
            return _Credit(reach + found.start(), sure and not _is_source(found[0]))
    return None


def _is_source(credit: str) -> bool:
    """Whether `credit` names agencies alone, as papers do below a report of several: "(Reuters/AFP)"."""
    named = [piece.strip() for piece in re.split(r"[/,]", credit.strip("()[]. "))]
    return all(piece in load_set("furniture_agencies") for piece in named)
