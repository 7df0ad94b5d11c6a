"""What only its place shows to be furniture: sections, reporters, agencies and dates that stand around an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from builder.reading.furniture.lines import Line
from builder.reading.furniture.stamps import is_stamp
from builder.reading.words import load_set

_PROSE_WORDS = 12
_LONGEST = 10
_NEWS_OF = re.compile(r"\w+ news")
_SEPARATOR = re.compile(r"\s*(?:[|>›»/·•]|\s-\s)\s*")
_AGENCY = re.compile(r"[\s(\[–—-]*([^()\[\]]+?)[\s)\].]*\Z")
_NAME = r"[A-Z][\w.'’-]*"
_PERSON = re.compile(
    rf"(?P<first>{_NAME})(?: (?:{_NAME}|al|bin|de|del|der|van|von|da|el)){{1,4}}"
    rf"(?P<rest>(?:,| in| at| for| \||\s[–—-])\s(?:the )?{_NAME}(?: (?:{_NAME}|and|of|the|&)){{0,5}})?\Z"
)
# "— AFP": signed so, a report ends here, whatever follows.
_DASHES = "–—-"
_MOST_DATES = 2
_MASTHEAD = 5


def mark_surroundings(lines: Sequence[Line], reasons: list[str | None], publisher: str) -> None:
    """Mark what stands before the first sentence, after the last, or beside other furniture."""
    prose = [at for at, line in enumerate(lines) if reasons[at] is None and line.ended and line.words >= _PROSE_WORDS]
    if not prose:
        return
    first, last = prose[0], prose[-1]
    # Dates between the paragraphs are the headings of a chronology.
    chronology = sum(is_stamp(line.plain) for line in lines[first:last]) > _MOST_DATES
    changed = True
    # Furniture stands in blocks: each line that is found may show its neighbour. Twice is enough for what there is.
    for _ in range(2):
        if not changed:
            break
        changed = False
        for at in (*range(len(lines)), *reversed(range(len(lines)))):
            line = lines[at]
            if reasons[at] is not None or line.ended or line.words > _LONGEST:
                continue
            beside = (at > 0 and reasons[at - 1] is not None) or (at + 1 < len(lines) and reasons[at + 1] is not None)
            signed = line.text[0] in _DASHES and names_agency(line, publisher)
            if not (at < first or at > last or beside or signed):
                continue
            if at == 0 and beside and line.words <= _MASTHEAD and line.text.isupper():
                reasons[at] = "navigation"  # the paper's name
                continue
            reason = _surrounding(line, publisher, before=at < first, beside=beside, chronology=chronology)
            if reason:
                reasons[at] = reason
                changed = True


def _surrounding(line: Line, publisher: str, *, before: bool, beside: bool, chronology: bool) -> str | None:
    plain = line.plain.strip(" .:|")
    if is_section(line):
        return "navigation"
    if names_agency(line, publisher):
        return "credit"
    if is_stamp(plain) and not chronology:
        return "metadata"
    if (before or beside) and is_byline(line):
        return "byline"
    return None


def is_section(line: Line) -> bool:
    """Whether the line names sections of a site and nothing else."""
    parts = _SEPARATOR.split(line.plain.strip(" .:|"))
    return all(part in load_set("furniture_sections") or _NEWS_OF.fullmatch(part) for part in parts)


def names_agency(line: Line, publisher: str) -> bool:
    found = _AGENCY.match(line.text)
    name = found[1].partition(",")[0] if found else ""
    return bool(name) and (name == publisher or all(part in _agencies() for part in name.lower().split("/")))


def is_byline(line: Line) -> bool:
    """A reporter's name, or what a reporter is: nothing else is as short and has a given name in front."""
    words = line.plain.split()
    if len(words) > 1 and words[0] in ("author", "authors"):
        return True
    if any(" ".join(words[-count:]) in load_set("furniture_jobs") for count in (1, 2)):
        return True
    found = _PERSON.match(line.text)
    return found is not None and found["first"].capitalize() in load_set("name_given")


@cache
def _agencies() -> frozenset[str]:
    names = load_set("furniture_agencies") | load_set("furniture_wires")
    return frozenset(name.lower() for name in names)
