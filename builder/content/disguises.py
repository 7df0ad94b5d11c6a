r"""Words that look like others: letters of one script that stand for another's, and characters that cannot be seen.

Who reads "Ahm\u0430d" sees a name that somebody has; a machine sees another, or, when it takes likeness for sameness,
joins the two. Neither may happen unsaid. The kinds of likeness are those of Unicode Technical Standard #39, sections 4
and 5.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from builder.problems import Problem
from builder.text import locate

_SCRIPTS = {
    "Latin": "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
    "Cyrillic": "\u0400-\u052f\u1c80-\u1c8f\ua640-\ua69f",
    "Armenian": "\u0531-\u0587",
    "Cherokee": "\u13a0-\u13fd\uab70-\uabbf",
    "Coptic": "\u2c80-\u2ce4",
    "Lisu": "\ua4d0-\ua4f7",
    "fullwidth": "\uff21-\uff3a\uff41-\uff5a",
    "mathematical": "\U0001d400-\U0001d7cb",
}
"""Scripts with letters that look like another's, as ranges of a regular expression's class."""
_OF_SCRIPT = re.compile("|".join(f"(?P<{name}>[{letters}])" for name, letters in _SCRIPTS.items()))
_SUSPECT = re.compile(f"[{''.join(letters for name, letters in _SCRIPTS.items() if name != 'Latin')}]")
_WORD = re.compile(r"[^\W\d_]+")
# Persian is written with joiners, Khmer with spaces of no width: behind letters of these scripts they only hide.
_HIDDEN = re.compile(
    f"(?<=[{_SCRIPTS['Latin']}{_SCRIPTS['Greek']}{_SCRIPTS['Cyrillic']}])"
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\U000e0000-\U000e007f]+"
    r"(?=\w| \w)"
)
_MOST = 3
"""Words of a file that are told of: who mends these finds the others."""

_ALIKE = str.maketrans(
    {
        **dict(zip("АВЕЅЗІЈКМНОРСТХҮԌԜаеѕіјорсухһԁԛԝѵԍ", "ABES3IJKMHOPCTXYGWaesijopcyxhdqwvg", strict=True)),
        **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυχϲ", "ABEZHIKMNOPTYXaiKvopuxc", strict=True)),
        **dict(zip("ՕօհոսցԱՏ", "OohnugUS", strict=True)),
        **dict(zip("ᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃ", "ABCDEHJKLMPRSTVWZ", strict=True)),
        **dict.fromkeys("1I|ǀ", "l"),
        "0": "O",
        "ı": "i",
    }
)


def likeness(name: str) -> str:
    """The same for names that a reader could take for each other: "Арр1е" and "Apple", "Bern" and "Bem"."""
    drawn = unicodedata.normalize("NFKC", name).translate(_ALIKE).casefold()
    return drawn.replace("rn", "m").replace("vv", "w")


def find_disguises(path: str, text: str, shown: Iterable[str]) -> list[Problem]:
    """Warnings about words in `shown`, which are parts of the file's `text` as a reader sees them."""
    found = dict.fromkeys(disguise for part in shown if not part.isascii() for disguise in _disguises(part))
    problems = []
    for word, message in list(found)[:_MOST]:
        # Written with an escape in the front matter, it stands nowhere as it is.
        where = locate(text, max(text.find(word), 0))
        problems.append(
            Problem(path, where.line, where.column, "disguise", message, "Delete the word and type it anew", "warning")
        )
    return problems


def _disguises(part: str) -> Iterator[tuple[str, str]]:
    """The words of `part` that are not what they look like, each with what is wrong with it."""
    for hidden in _HIDDEN.finditer(part):
        word = part[hidden.start() - 1 : hidden.end() + 1]
        yield word, f"a character that cannot be seen, U+{ord(hidden[0][0]):04X}, stands within a word or name"
    for word in _WORD.findall(part) if _SUSPECT.search(part) else ():
        scripts = {match.lastgroup: match[0] for match in reversed([*_OF_SCRIPT.finditer(word)])}
        # Two letters are a formula's: "Δt".
        if (len(scripts) > 1 and len(word) > 2) or "mathematical" in scripts:
            strange = ", ".join(f"U+{ord(letter):04X}" for name, letter in scripts.items() if name != "Latin")
            yield word, f"'{word[:60]}' is written with letters that look like another script's, {strange}"
