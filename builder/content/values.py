"""The kinds of values that metadata holds, each with what it says when it is wrong.

A validator's message is "what was found | what to do".
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from builder.period import parse_period

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Characters that draw text in another order than it is stored, or that cannot be seen: the means of impostors.
_INVISIBLE = re.compile(
    r"[\u0000-\u001f\u007f-\u009f\u00ad\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def _line(value: str) -> str:
    if not value.strip():
        raise ValueError("it is empty | Write something, or leave the key out")
    if len(value) > 1000:
        raise ValueError(f"{len(value)} characters are too many | Keep it under 1000")
    hidden = _INVISIBLE.search(value)
    if hidden:
        raise ValueError(f"it holds the invisible character U+{ord(hidden[0]):04X} | Delete it: type the text anew")
    return value.strip()


def _address(value: str) -> str:
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\s<>\"'`\\{}|^]", value):
        raise ValueError(f"'{value[:80]}' is not a web address | Copy it from the browser: it begins with https://")
    if parts.username or parts.password:
        raise ValueError("the address holds a user name or password | Leave out what stands before '@'")
    return value


def _day(value: str) -> str:
    if not _DAY.fullmatch(value):
        raise ValueError(f"'{value[:40]}' is not a day | Write it as YYYY-MM-DD, such as 2021-01-04")
    period = parse_period(value)
    assert period.first is not None
    return value


def _moment(value: str) -> str:
    if _DAY.fullmatch(value):
        return _day(value)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(
            f"'{value[:40]}' is not a date | Write YYYY-MM-DD, such as 2021-01-04, or a date-time with its offset, such as 2021-01-04T18:30+04:30"
        ) from None
    if moment.tzinfo is None:
        raise ValueError(f"'{value[:40]}' has a time but no offset | Add it, such as +04:30, or leave the time out")
    return value


def _edtf(value: str) -> str:
    parse_period(value)
    return value


def _language(value: str) -> str:
    if not _LANGUAGE.fullmatch(value):
        raise ValueError(f"'{value[:40]}' is not a language tag | Write a BCP 47 tag, such as en, fa or ps")
    return value


def _identifier(value: str) -> str:
    if not _IDENTIFIER.fullmatch(value):
        raise ValueError(f"'{value[:60]}' is not an id | Write the file's name without '.md'")
    return value


def _source(value: str) -> str:
    return value if _IDENTIFIER.fullmatch(value) else _address(value)


Line = Annotated[str, AfterValidator(_line)]
"""One line of visible text."""
Address = Annotated[str, AfterValidator(_address), Field(json_schema_extra={"format": "uri", "pattern": "^https?://"})]
Day = Annotated[str, AfterValidator(_day), Field(json_schema_extra={"format": "date"})]
Moment = Annotated[str, AfterValidator(_moment), Field(json_schema_extra={"pattern": r"^\d{4}-\d{2}-\d{2}"})]
Edtf = Annotated[str, AfterValidator(_edtf)]
"""A date or interval, ISO 8601-2 level 1."""
Language = Annotated[str, AfterValidator(_language)]
Identifier = Annotated[
    str, AfterValidator(_identifier), Field(json_schema_extra={"pattern": f"^{_IDENTIFIER.pattern}$"})
]
Source = Annotated[str, AfterValidator(_source)]
"""An article's id, or the address of a page that is not in the archive."""


def day_of(moment: str) -> date:
    """The calendar day of a `Moment`, where it was written."""
    return date.fromisoformat(moment[:10])
