"""What the lines around it show to be page furniture: repetitions, boxes about authors, lists of other stories.

Each `mark_…` takes the lines of a text and a reason, or None, for each of them, and adds reasons.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache

from builder.reading.furniture.lines import Line
from builder.reading.words import load_words

_LONGEST_HEADLINE = 18
# From how many characters on a line that returns is a repetition rather than a refrain or a heading.
_REPEATED = 40

_VIDEO_LENGTH = re.compile(r"\s\(?\d{1,2}:[0-5]\d\)?\Z")
_BULLETS = "*•·▪●>–-"
_PROSE_WORDS = 12
_SHORTEST_POINT = 6
_LONGEST_POINT = 36
# Below the headline there may be a line or two that say more; a list has more points.
_MOST_HEADLINES = 2
_CONTENT_WORD = re.compile(r"[^\W\d_]{4,}")
_NAME_SHAPE = re.compile(r"(?:[A-Z@][\w.'’/@-]*|of|the|and|de|al|bin|van|von|\s)+\Z")


# A handle or an e-mail address.
_ADDRESS = re.compile(r"(?<!\w)@\w{2,}|\w@\w")


def mark_repetitions(lines: Sequence[Line], reasons: list[str | None]) -> None:
    """Lines that are there twice, pulled out as a caption or a highlight; videos listed by their titles."""
    for at, line in enumerate(lines):
        length = _VIDEO_LENGTH.search(line.plain)
        if reasons[at] is None and length and line.words <= 20:
            name = line.plain[: length.start()].strip()
            around = (at - 2, at - 1, at + 1, at + 2)
            twins = [near for near in around if 0 <= near < len(lines) and lines[near].plain == name]
            if twins:
                for near in (at, *twins):
                    reasons[near] = reasons[near] or "video"
    heads = Counter(line.plain[:_REPEATED] for line in lines if len(line.plain) >= _REPEATED)
    longest: dict[str, str] = {}
    for line in lines:
        head = line.plain[:_REPEATED]
        if heads[head] > 1:
            longest[head] = max(longest.get(head, ""), line.plain, key=len)
    seen: set[str] = set()
    for at, line in enumerate(lines):
        whole = longest.get(line.plain[:_REPEATED])
        if whole is None or reasons[at]:
            continue
        again = line.plain in seen
        seen.add(line.plain)
        # A highlight has lost its full stop: whole paragraphs that begin alike are the writer's.
        pulled = len(line.plain) < len(whole) and whole.startswith(line.plain) and not line.ended
        if again or pulled:
            reasons[at] = "repeated"


@cache
def _about_outlet() -> re.Pattern[str]:
    outlets = "|".join(row[0] for row in load_words("furniture_outlets"))
    return re.compile(
        rf"(?:is|are|was|has been|works as) (?:an?|the|one of the|among the)\b[^.]{{0,40}}?\b(?:{outlets})s?\b",
        re.IGNORECASE,
    )


def mark_author_boxes(lines: Sequence[Line], reasons: list[str | None], publisher: str) -> None:
    """Below the article: who wrote it, or what the outlet is. Nothing but furniture may follow."""
    at = len(lines) - 1
    while at > 0 and len(lines) - at <= 12:
        line = lines[at]
        if reasons[at] is None:
            begun = " ".join(line.text[:200].split())
            about = _about_outlet().search(begun)
            subject = begun[: about.start()].strip(" ,") if about else ""
            owns = bool(about) and (bool(_NAME_SHAPE.match(subject)) or (bool(publisher) and publisher in subject))
            # The last paragraph of an article may introduce a reporter too: a name line above it, or a bullet or image,
            # makes it a box.
            above = at - 1
            while above > 0 and reasons[above] is not None:
                above -= 1
            named = len(lines[above].text) <= 60 and not lines[above].ended and _is_name_of(lines[above], line)
            boxed = (
                named
                or reasons[at - 1] is not None
                or (bool(publisher) and publisher in subject)
                or _ADDRESS.search(line.text) is not None
            )
            if not (owns and boxed and line.words <= 120):
                return
            reasons[at] = "author box"
            if named:
                reasons[above] = "author box"
        at -= 1


def _is_name_of(line: Line, box: Line) -> bool:
    return bool(line.plain) and box.plain.startswith(line.plain.removeprefix("by "))


def mark_related(lines: Sequence[Line], reasons: list[str | None]) -> None:
    """Short lines without a full stop below a heading such as "More on this story" are other stories' headlines."""
    under = False
    for at, line in enumerate(lines):
        if reasons[at] is not None:
            under = (reasons[at] == "related" and line.words <= 5) or (under and reasons[at] == "teaser")
        elif under and line.words <= _LONGEST_HEADLINE and not line.ended and line.words >= 3:
            reasons[at] = "teaser"
        else:
            under = False


def mark_highlights(lines: Sequence[Line], reasons: list[str | None]) -> None:
    """A list above the first paragraph that says the article's points beforehand, without full stops."""
    prose = next(
        (at for at, line in enumerate(lines) if line.words >= (_PROSE_WORDS if line.ended else _LONGEST_POINT)), 0
    )
    head = [at for at in range(prose) if reasons[at] is None and not lines[at].ended]
    bulleted = [at for at in head if lines[at].text[0] in _BULLETS]
    points = [at for at in head if at > 0 and lines[at].words >= _SHORTEST_POINT]
    for at in bulleted if len(bulleted) > 1 else points if len(points) > _MOST_HEADLINES else ():
        reasons[at] = "highlight"


def mark_teasers_at_end(lines: Sequence[Line], reasons: list[str | None]) -> None:
    """A list of other stories below the article: cut-off lines, or short headlines about something else."""
    end = len(lines)
    while end and reasons[end - 1] is not None:
        end -= 1
    mark_run(lines, reasons, end, lambda line: line.cut_off and line.words <= 45, least=2)
    while end and reasons[end - 1] is not None:
        end -= 1
    start = _run_start(lines, reasons, end, _headline_like)
    listed = start > 0 and lines[start - 1].text.endswith(":")
    if end - start >= 3 and start > 0 and not listed and _unrelated(lines[:start], lines[start:end]):
        for at in range(start, end):
            reasons[at] = reasons[at] or "teaser"


def _headline_like(line: Line) -> bool:
    if line.ended or "(" in line.text or line.text[0].islower():
        return False
    return 3 <= line.words <= _LONGEST_HEADLINE


def mark_run(
    lines: Sequence[Line], reasons: list[str | None], end: int, like: Callable[[Line], bool], *, least: int
) -> None:
    start = _run_start(lines, reasons, end, like)
    enough = end - start >= (1 if start and reasons[start - 1] is not None else least)
    if enough and start > 0:
        for at in range(start, end):
            reasons[at] = reasons[at] or "teaser"


def _run_start(lines: Sequence[Line], reasons: Sequence[str | None], end: int, like: Callable[[Line], bool]) -> int:
    start = end
    while start and (reasons[start - 1] is not None or like(lines[start - 1])):
        start -= 1
    while start < end and reasons[start] is not None:
        start += 1
    return start


def _unrelated(article: Sequence[Line], run: Sequence[Line]) -> bool:
    """Whether most of the longer words of `run` occur nowhere in `article`."""
    known = {word for line in article for word in _CONTENT_WORD.findall(line.plain)}
    words = [word for line in run for word in _CONTENT_WORD.findall(line.plain)]
    return bool(words) and sum(word in known for word in words) * 2 < len(words)
