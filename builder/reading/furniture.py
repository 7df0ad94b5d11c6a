"""Page furniture: what stands on a news page beside the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from builder.reading.words import load_set, load_words
from builder.text import Span


@dataclass(frozen=True, slots=True)
class Furniture:
    """A run of lines that is not the article; `reason` is a word or two for people, such as "teaser"."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A line, or the lines of one wrapped paragraph; `plain` is its text in lower case without marks at its ends."""

    span: Span
    text: str
    plain: str
    words: int

    @property
    def ended(self) -> bool:
        return _ENDED.search(self.text[-6:]) is not None

    @property
    def cut_off(self) -> bool:
        return _CUT_OFF.search(self.text[-6:]) is not None


# Longer lines are prose, whatever words they hold.
_LONGEST_NOTE = 60
_LONGEST_CALL = 40
_LONGEST_HEADLINE = 18
# From how many characters on a line that returns is a repetition rather than a refrain or a heading.
_REPEATED = 40

_LINE = re.compile(r"[^\n]+")
_LEADING_MARKS = re.compile(r"[\s•·▪●>|*#_–—-]+")
_ENDED = re.compile(r"[.!?…:;؟۔।。！？][\"”’'»)\]]*\Z")
_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\Z")

_SYMBOLS_ONLY = re.compile(r"[\W_]+\Z")
_LONG_NUMBER = re.compile(r"\d{6,}\Z")
_URL_ONLY = re.compile(r"(?:https?://|www\.)\S+\Z")
_MARKDOWN_LINK = r"!?\[[^\]\n]{0,300}\]\([^)\n]{0,600}\)"
_LINKS_ONLY = re.compile(rf"(?:{_MARKDOWN_LINK}[\s|,•·]*)+\Z")
_IMAGE_PLACEHOLDER = re.compile(
    r"\d{1,4}\s?[x×:]\s?\d{1,4} (?:image|photo|video)\Z"
    r"|image \d+ of \d+\Z|(?:slideshow|gallery)? ?\(?\d+ (?:images?|photos?)\)?\Z"
)
_COPYRIGHT = re.compile(r"(?:©|\(c\))\s?\D{0,40}\d{4}|(?:copyright )?©", re.IGNORECASE)
_READING_TIME = re.compile(r"\d{1,2}[ -]min(?:ute)?s? read\Z")
_VIDEO_LENGTH = re.compile(r"\s\(?\d{1,2}:[0-5]\d\)?\Z")
_BYLINE = re.compile(
    r"(?:By|BY|Von|Par)\s+"
    r"(?:[A-Z][\w.'’-]*|de|al|bin|van|von|and|&|in|with|for|of|,|\||/|-|–|—|@\w+|\s)+\Z"
)
_PHOTO_AGENCY = (
    r"(?:AP|AFP|Reuters|REUTERS|EPA|Getty|Getty Images|Associated Press|Xinhua|Shutterstock|Anadolu|RFE/RL|Handout)"
)
# The photographer and agency at the end of a caption; the caption itself stays.
_CREDIT_AT_END = re.compile(
    rf"\((?:[^()\n]{{1,80}}[/,] ?)?{_PHOTO_AGENCY}(?: Photos?)?(?:[/,][^()\n]{{1,80}})?\)\.?\Z"
    rf"|\b{_PHOTO_AGENCY}/[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){{0,3}}\Z"
    r"|\b(?:Photo|Photograph|Image|Picture)(?: by|:) (?:[A-Z][\w.'’/-]* ?){1,5}\Z"
)
# "Image copyright Agency Image caption Who does what": only what stands before the caption goes.
_CAPTION_LABEL = re.compile(
    r"(?:Media playback is (?:un|not )supported on (?:your|this) device\s+)?"
    r"(?:(?:Image|Media) (?:copyright|source)\s*,?\s*(?:[A-Z][\w./&’-]*\s+){1,5}?)?"
    r"(?:Image|Media|Video) caption\s*,?\s*",
)
_FRONT_MATTER_KEY = re.compile(r"[\w -]{1,30}:(?:\s|\Z)")
_FRONT_MATTER_LINES = 60
_ALL_CAPITALS_WORDS = 5
_CONTENT_WORD = re.compile(r"[^\W\d_]{4,}")
_NAME_SHAPE = re.compile(r"(?:[A-Z@][\w.'’/@-]*|of|the|and|de|al|bin|van|von|\s)+\Z")


def find_furniture(text: str, *, title: str = "", publisher: str = "") -> tuple[Furniture, ...]:
    """The lines of `text` that are not the article, ordered and disjoint. In doubt a line stays; a caption always."""
    lines, header = _front_matter(_lines(text))
    reasons: list[str | None] = [_reason(line, title, publisher) for line in lines]
    _mark_repetitions(lines, reasons)
    _mark_author_boxes(lines, reasons, publisher)
    _mark_related(lines, reasons)
    _mark_teasers_at_end(lines, reasons)
    found = [*header, *_runs(lines, reasons)]
    found += [
        piece
        for line, reason in zip(lines, reasons, strict=True)
        if reason is None
        for piece in (*_caption_label(line), *_credit_at_end(line))
    ]
    return tuple(sorted(found, key=lambda piece: piece.span))


def _lines(text: str) -> list[_Line]:
    """The lines that hold something; the lines of a wrapped paragraph count as one."""
    lines: list[_Line] = []
    group: list[re.Match[str]] = []
    for found in _LINE.finditer(text):
        if not found[0].strip():
            continue
        if group and not _continues(text, group[-1], found):
            lines.append(_line(text, group))
            group = []
        group.append(found)
    if group:
        lines.append(_line(text, group))
    return lines


def _continues(text: str, before: re.Match[str], after: re.Match[str]) -> bool:
    """Whether `after` is the next line of the same wrapped paragraph: it goes on in the middle of a sentence."""
    if after.start() != before.end() + 1 or len(before[0]) < 40 or len(before[0]) > 120:
        return False
    first = after[0].lstrip()[:1]
    return first.islower() or (not _ENDED.search(before[0].rstrip()[-6:]) and text[after.start()] in "([“‘\"'")


def _line(text: str, group: Sequence[re.Match[str]]) -> _Line:
    start, end = group[0].start(), group[-1].end()
    written = text[start:end]
    start += len(written) - len(written.lstrip())
    end -= len(written) - len(written.rstrip())
    written = text[start:end]
    marks = _LEADING_MARKS.match(written)
    plain = " ".join(written[marks.end() if marks else 0 :].lower().replace("’", "'").split())
    return _Line(Span(start, end), written, plain, plain.count(" ") + 1)


def _front_matter(lines: list[_Line]) -> tuple[list[_Line], tuple[Furniture, ...]]:
    """What other programs left above the article between two `---` lines, and the lines below it."""
    if not lines or not lines[0].text.startswith("---") or lines[0].text.strip("-\n "):
        return lines, ()
    for at, line in enumerate(lines[1 : _FRONT_MATTER_LINES + 1], start=1):
        if line.text.rstrip() == "---" or line.text.endswith("\n---"):
            keys = sum(bool(_FRONT_MATTER_KEY.match(inside.text)) for inside in lines[1:at])
            if keys * 2 < at - 1:
                break
            return lines[at + 1 :], (Furniture(Span(lines[0].span.start, line.span.end), "metadata"),)
    return lines, ()


def _reason(line: _Line, title: str, publisher: str) -> str | None:
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


def _shape(line: _Line) -> str | None:
    text, plain = line.text, line.plain
    if _SYMBOLS_ONLY.match(text):
        return "separator"
    if _LONG_NUMBER.match(plain):
        return "metadata"
    if _URL_ONLY.match(plain) or _LINKS_ONLY.match(text):
        return "link"
    if line.words > _LONGEST_NOTE:
        return None
    if _IMAGE_PLACEHOLDER.match(plain):
        return "image"
    if _COPYRIGHT.match(text):
        return "copyright"
    if _READING_TIME.match(plain):
        return "metadata"
    if line.words <= 14 and _BYLINE.match(text):
        return "byline"
    # A promotion in capitals between paragraphs; a heading of one's own has fewer words.
    letters = text.replace("’S ", "").replace("’s ", "")
    if line.words >= _ALL_CAPITALS_WORDS and letters.isupper() and not line.text.endswith((".", "”", '"')):
        return "teaser"
    return None


def _vocabulary(line: _Line) -> str | None:
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
    if _CAPTION_LABEL.match(line.text):
        return None
    part = _parts().search(line.plain)
    if part:
        return _part_reasons()[part[0]]
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


@cache
def _part_reasons() -> dict[str, str]:
    return {row[0]: row[1] for row in load_words("furniture_parts")}


@cache
def _parts() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _part_reasons())))


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


def _opening(line: _Line) -> str | None:
    """The reason of the listed words that `line` begins with: at most four, a colon after them counts as part."""
    words = line.plain.split(" ", 4)[:4]
    for count in range(len(words), 0, -1):
        begun = " ".join(words[:count])
        head, colon, _ = begun.partition(":")
        for key in (begun, head + colon, head):
            reason, most = _openings().get(key, ("", 0))
            if reason and line.words <= most:
                return reason
    return None


def _call(line: _Line) -> str | None:
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


def _mark_repetitions(lines: Sequence[_Line], reasons: list[str | None]) -> None:
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


def _mark_author_boxes(lines: Sequence[_Line], reasons: list[str | None], publisher: str) -> None:
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
            boxed = named or reasons[at - 1] is not None or (bool(publisher) and publisher in subject)
            if not (owns and boxed and line.words <= 120):
                return
            reasons[at] = "author box"
            if named:
                reasons[above] = "author box"
        at -= 1


def _is_name_of(line: _Line, box: _Line) -> bool:
    return bool(line.plain) and box.plain.startswith(line.plain.removeprefix("by "))


def _mark_related(lines: Sequence[_Line], reasons: list[str | None]) -> None:
    """Short lines without a full stop below a heading such as "More on this story" are other stories' headlines."""
    under = False
    for at, line in enumerate(lines):
        if reasons[at] is not None:
            under = (reasons[at] == "related" and line.words <= 5) or (under and reasons[at] == "teaser")
        elif under and line.words <= _LONGEST_HEADLINE and not line.ended and line.words >= 3:
            reasons[at] = "teaser"
        else:
            under = False


def _mark_teasers_at_end(lines: Sequence[_Line], reasons: list[str | None]) -> None:
    """A list of other stories below the article: cut-off lines, or short headlines about something else."""
    end = len(lines)
    while end and reasons[end - 1] is not None:
        end -= 1
    _mark_run(lines, reasons, end, lambda line: line.cut_off and line.words <= 45, least=2)
    while end and reasons[end - 1] is not None:
        end -= 1
    start = _run_start(lines, reasons, end, _headline_like)
    listed = start > 0 and lines[start - 1].text.endswith(":")
    if end - start >= 3 and start > 0 and not listed and _unrelated(lines[:start], lines[start:end]):
        for at in range(start, end):
            reasons[at] = reasons[at] or "teaser"


def _headline_like(line: _Line) -> bool:
    if line.ended or "(" in line.text or line.text[0].islower():
        return False
    return 3 <= line.words <= _LONGEST_HEADLINE


def _mark_run(
    lines: Sequence[_Line], reasons: list[str | None], end: int, like: Callable[[_Line], bool], *, least: int
) -> None:
    start = _run_start(lines, reasons, end, like)
    enough = end - start >= (1 if start and reasons[start - 1] is not None else least)
    if enough and start > 0:
        for at in range(start, end):
            reasons[at] = reasons[at] or "teaser"


def _run_start(lines: Sequence[_Line], reasons: Sequence[str | None], end: int, like: Callable[[_Line], bool]) -> int:
    start = end
    while start and (reasons[start - 1] is not None or like(lines[start - 1])):
        start -= 1
    while start < end and reasons[start] is not None:
        start += 1
    return start


def _unrelated(article: Sequence[_Line], run: Sequence[_Line]) -> bool:
    """Whether most of the longer words of `run` occur nowhere in `article`."""
    known = {word for line in article for word in _CONTENT_WORD.findall(line.plain)}
    words = [word for line in run for word in _CONTENT_WORD.findall(line.plain)]
    return bool(words) and sum(word in known for word in words) * 2 < len(words)


def _caption_label(line: _Line) -> Iterator[Furniture]:
    found = _CAPTION_LABEL.match(line.text)
    if found and found.end() < len(line.text):
        yield Furniture(Span(line.span.start, line.span.start + found.end()), "image")


def _credit_at_end(line: _Line) -> Iterator[Furniture]:
    reach = max(0, len(line.text) - 200)
    found = _CREDIT_AT_END.search(line.text[reach:])
    if found and reach + found.start() > 0:
        start = line.span.start + reach + found.start()
        yield Furniture(Span(start, line.span.end), "credit")


def _runs(lines: Sequence[_Line], reasons: Sequence[str | None]) -> Iterator[Furniture]:
    """Neighbouring lines of one reason as one piece."""
    start: int | None = None
    for at, reason in enumerate(reasons):
        if reason is None:
            continue
        start = at if start is None else start
        if at + 1 == len(lines) or reasons[at + 1] != reason:
            yield Furniture(Span(lines[start].span.start, lines[at].span.end), reason)
            start = None
