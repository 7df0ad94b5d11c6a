"""Text as it is searched: words without case, accents or variants of letters.

`site_templates/theme/assets/timeline/fold.js` folds the same way; `tests/cases/folding.md` holds both to it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# They stand inside words, or between a name and its possessive "s".
_APOSTROPHES = frozenset("'`‘’‛ʹʺʻʼʽʾʿ׳״")
# Accents, vowel points and cantillation, tatweel, the soft hyphen, and selectors of a glyph's looks: read past.
_DROPPED = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0898-\u089f\u08ca-\u08e1"
    "\u08e3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufb1e\ufe20-\ufe2f\u00ad\u180b-\u180d\u180f"
    "\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
# Letters that decomposition leaves alone although readers take them for one another, or write them out.
_LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ς": "σ",
    "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ە": "ه", "ہ": "ه", "ۃ": "ه", "ٱ": "ا",
}  # fmt: skip
# Written without spaces: Han, Hiragana, Katakana, Thai, Lao, Khmer, Myanmar. Every letter is a word.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029"
    "\u3031-\u3035\u3038-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f"
    "\uf900-\ufaff\U0001aff0-\U0001b16f\U00020000-\U0003ffff]"
)

# Where a word of one letter ends, save for marks that follow: those are the only characters that `\w` leaves out.
_END = "\0"
_MARKS_AFTER_END = re.compile(rf"{_END}([^\w {_END}]*)")
_POSSESSIVE = re.compile(r"(?<=[^ '])'+s'*(?= |\Z)")


def fold_words(text: str) -> str:
    """The folded words of `text`, one space between them."""
    folded = text.translate(_table())
    if "'" in folded:
        folded = _POSSESSIVE.sub("", folded).replace("'", "")
    if _END in folded:
        folded = _MARKS_AFTER_END.sub(r"\1 ", folded)
    if not folded.isascii():
        # Of marks on one letter, any order is the same text.
        folded = unicodedata.normalize("NFD", folded)
    return " ".join(folded.split())


class _Table(dict[int, str]):
    """For `str.translate`: every character is folded when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


@cache
def _table() -> _Table:
    return _Table()


def _fold_character(character: str) -> str:
    # A modifier letter that is an apostrophe to us must be seen before it is decomposed into something else.
    if character in _APOSTROPHES:
        return "'"
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).lower())
    return "".join(map(_fold_part, parts))


def _fold_part(part: str) -> str:
    if part in _APOSTROPHES:
        return "'"
    if _DROPPED.match(part):
        return ""
    if part in _LETTERS:
        return _LETTERS[part]
    digit = unicodedata.decimal(part, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(part)
    if category[0] in "LN":
        return f" {part}{_END}" if _UNSPACED.match(part) else part
    return part if category[0] == "M" else " "
