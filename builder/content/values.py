"""The kinds of values that metadata holds, each with what it says when it is wrong.

A validator's message is "what was found | what to do".
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, Field

from builder.content.meant_dates import meant_days
from builder.period import parse_period

MAX_LINE = 1000
MAX_ADDRESS = 2000
MAX_IDENTIFIER = 200
"""Characters; more would not be a file's name everywhere."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    rf"({_DAY.pattern})[T ]([0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}}(?:\.[0-9]+)?)?)(Z|[+-][0-9]{{2}}:[0-9]{{2}})?"
)
_NOT_IN_ADDRESSES = re.compile(r"[\s<>\"'`\\{}|^]")
# Persian words and families of emoji are written with joiners; beside a Latin letter one only hides.
_HIDING_JOINER = re.compile(r"(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])")
_JOINERS = "\u200c\u200d"
# Marks that stand before Arabic and Syriac numbers and can be seen, whatever their category says.
_VISIBLE_FORMATS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2"
_OPENING, _CLOSING = "“”‘’«»„", "“”‘’«»"
_BLANK_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"


def _is_hidden(character: str) -> bool:
    return character in _BLANK_LETTERS or (
        unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
        and character not in _JOINERS + _VISIBLE_FORMATS
    )


def _invisible(text: str) -> str | None:
    """The first character that cannot be seen, or draws text in another order than it is stored: impostors' means."""
    if text.isascii() and text.isprintable():
        return None
    joiner = _HIDING_JOINER.search(text)
    return next(filter(_is_hidden, text), joiner[0] if joiner else None)


def without_invisible(text: str) -> str:
    """`text` on one line and without what `Line` refuses: for what programs wrote, which nobody can type anew."""
    shown = "".join(c for c in " ".join(text.split()) if not _is_hidden(c))
    while (rest := _HIDING_JOINER.sub("", shown)) != shown:  # one joiner may have hidden another
        shown = rest
    return " ".join(shown.split())


def _refuse_invisible(value: str) -> None:
    hidden = _invisible(value)
    if hidden == "\n":
        raise ValueError("it has more than one line | Write it on one line")
    if hidden:
        raise ValueError(
            f"it holds a character that cannot be seen, U+{ord(hidden):04X} | Delete the text and type it anew"
        )


def _piece(value: str) -> str:
    if not value.strip():
        raise ValueError("it is empty | Write something, or leave the key out")
    if len(value) > MAX_LINE:
        raise ValueError(f"it is {len(value):,} characters long | Keep it under {MAX_LINE:,}")
    _refuse_invisible(value)
    return value.strip()


def _line(value: str) -> str:
    # Two names that only a machine can tell apart are one name.
    return unicodedata.normalize("NFC", " ".join(_piece(value).split()))


def _name(value: str) -> str:
    line = _line(value)
    _refuse_marks_around(line)
    return line


def _refuse_marks_around(value: str) -> None:
    """Word processors make of straight quotation marks, which YAML takes off, others that stay."""
    if len(value) > 1 and value[0] in _OPENING and value[-1] in _CLOSING:
        raise ValueError(f"'{value[:80]}' has quotation marks around it | Delete them: {value[1:-1][:200]}")


def _address(value: str) -> str:
    try:
        parts: SplitResult = urlsplit(value)
        host, _port = parts.hostname, parts.port  # each raises on nonsense
    except ValueError:
        parts, host = urlsplit(""), None
    _refuse_marks_around(value)
    if parts.scheme not in ("http", "https") or not host or _NOT_IN_ADDRESSES.search(value) or _invisible(value):
        raise ValueError(
            f"'{value[:80]}' is not a web address | Copy it from the browser's address line: it begins with https://"
        )
    if len(value) > MAX_ADDRESS:
        raise ValueError(
            f"the address is {len(value):,} characters long | Keep it under {MAX_ADDRESS:,}: leave out what follows '?'"
        )
    if parts.username is not None or parts.password is not None:
        raise ValueError("the address holds a user name or password | Leave out what stands before '@', and the '@'")
    return value


def _day(value: str) -> str:
    if not _DAY.fullmatch(value):
        _refuse_other_form(value)
        raise ValueError(f"'{value[:40]}' is not a day | Write year-month-day with two hyphens, such as 2021-01-04")
    _existing(value)
    return value


def _refuse_other_form(value: str) -> None:
    meant = meant_days(value)
    if meant:
        which = f"{' or '.join(meant)}, whichever is meant" if len(meant) > 1 else meant[0]
        raise ValueError(f"'{value[:40]}' is not written as dates are here | Write {which}")


def _existing(day: str) -> None:
    try:
        parse_period(day)
    except ValueError as error:
        raise ValueError(f"{error} | Look the date up again") from None


def _moment(value: str) -> str:
    if _DAY.fullmatch(value):
        return _day(value)
    match = _MOMENT.fullmatch(value)
    if match is None:
        _refuse_other_form(value)
        raise ValueError(
            f"'{value[:40]}' is not a date | Write year-month-day, such as 2021-01-04; "
            "if the time matters, with its offset from UTC, such as 2021-01-04T18:30+04:30"
        )
    _existing(match[1])
    if match[3] is None:
        raise ValueError(
            f"'{value}' has a time without its offset from UTC | Add it, such as +04:30, or leave the time out"
        )
    try:
        datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(f"there is no time '{value[11:]}' | Look it up again, or leave the time out") from None
    return value


def _edtf(value: str) -> str:
    try:
        parse_period(value)
    except ValueError as error:
        raise ValueError(
            f"{error} | Write a year, month or day (2021, 2021-01, 2021-01-05), "
            "or two of them with a slash between (2021-07-17/2021-07-18)"
        ) from None
    return value


def _language(value: str) -> str:
    if not _LANGUAGE.fullmatch(value):
        raise ValueError(f"'{value[:40]}' is not a language code | Write en, fa, ps or another code of BCP 47")
    return value


def _identifier(value: str) -> str:
    if not _IDENTIFIER.fullmatch(value):
        raise ValueError(
            f"'{value[:60]}' is not an id | Write the name of the file that is meant, without its folder and '.md'"
        )
    if len(value) > MAX_IDENTIFIER:
        raise ValueError(f"it is {len(value):,} characters long | Keep it under {MAX_IDENTIFIER}")
    return value


def _source(value: str) -> str:
    if _IDENTIFIER.fullmatch(value):
        return value
    if "://" not in value:
        raise ValueError(
            f"'{value[:60]}' is neither an article's id nor a web address | "
            "Write the name of a file in articles/ without '.md', or an address that begins with https://"
        )
    return _address(value)


Line = Annotated[str, AfterValidator(_line)]
"""One line of visible text, white space and accents normalised."""
Name = Annotated[str, AfterValidator(_name)]
"""A `Line` that is what somebody or something is called: not in quotation marks, as a headline may be."""
Piece = Annotated[str, AfterValidator(_piece)]
"""One line of visible text, to the letter."""
Address = Annotated[str, AfterValidator(_address), Field(json_schema_extra={"format": "uri", "pattern": "^https?://"})]
Day = Annotated[str, AfterValidator(_day), Field(json_schema_extra={"format": "date", "pattern": f"^{_DAY.pattern}$"})]
Moment = Annotated[
    str,
    AfterValidator(_moment),
    Field(json_schema_extra={"pattern": rf"^{_DAY.pattern}([T ][0-9:.]+(Z|[+-][0-9]{{2}}:[0-9]{{2}}))?$"}),
]
Edtf = Annotated[str, AfterValidator(_edtf), Field(json_schema_extra={"pattern": r"^[0-9./~?%-]+$"})]
"""A date or interval, ISO 8601-2 level 1."""
Language = Annotated[str, AfterValidator(_language), Field(json_schema_extra={"pattern": f"^(?:{_LANGUAGE.pattern})$"})]
Identifier = Annotated[
    str, AfterValidator(_identifier), Field(json_schema_extra={"pattern": f"^{_IDENTIFIER.pattern}$"})
]
Source = Annotated[
    str,
    AfterValidator(_source),
    Field(json_schema_extra={"pattern": f"^(?:{_IDENTIFIER.pattern}|https?://.+)$"}),
]


def day_of(moment: str) -> date:
    """The calendar day of a `Moment`, where it was written."""
    return date.fromisoformat(moment[:10])
