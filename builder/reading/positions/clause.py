"""The clause around a cue: where it begins and ends, and who acts in it.

Cutting every sentence into its clauses would cost more than all the rest of this stage; the few words that open and
close a clause around one verb are enough here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.text import Span

_OPENS = re.compile(
    r"[;:—–“\"()]|\s-\s|, (?:and|but|or|so|while|although|though|whereas|yet|as|after|because|since|when)\b"
    r"|\b(?:that|while|although|though|but|because|whereas|whether|until|till|once|when|after|before|since|as"
    r"|who|which|where|[Ii]f|[Uu]nless|said|says|saying|announced|added|told [\w’'-]+|reported|confirmed)\b(?!-)"
)
_CLOSES = re.compile(
    r"[;:—–]|”|\s-\s|,\s(?:and|but|while|although|though|whereas|saying|adding|according|as|after|because|which|who|where"
    r"|even|despite|with|(?:[\w’'.-]+\s){1,4}?(?:said|says|told|added|reported|announced))\b"
    r"|\s(?:but|while|although|whereas|because)\s"
)
_COMMA = re.compile(r"[,;:—–]")
_HYPOTHETICAL = frozenset(("if", "unless", "whether", "until", "till", "once"))
_FORESEEN = frozenset(("after", "when", "before", "as soon as", "since"))
_RELATIVE = frozenset(("who", "which"))


@dataclass(frozen=True, slots=True)
class Around:
    """`subject` is the text between the opening of the clause and its cue, `opener` the word that opens it."""

    subject: Span
    opener: str
    end: int

    @property
    def hypothetical(self) -> bool:
        return self.opener in _HYPOTHETICAL

    @property
    def foreseen(self) -> bool:
        """Whether a verb in the present tells of what is still to come: "after the union agrees to the terms"."""
        return self.opener in _FORESEEN

    @property
    def relative(self) -> bool:
        return self.opener in _RELATIVE


def clause_around(prose: str, sentence: Span, cue: Span) -> Around:
    """The clause in which `cue` stands."""
    start, opener = sentence.start, ""
    for match in _OPENS.finditer(prose, sentence.start, cue.start):
        start, opener = match.end(), match[0].strip(" ,").lower()
    # A relative clause ends with its comma: "the union, who rejected it, left".
    closing = (_COMMA if opener in _RELATIVE else _CLOSES).search(prose, cue.end, sentence.end)
    end = closing.start() if closing else sentence.end
    return Around(Span(_without_setting(prose, start, cue.start), cue.start), opener, _trimmed(prose, cue.end, end))


def _without_setting(prose: str, start: int, end: int) -> int:
    """Where the subject begins behind what goes before it: "On Monday, after long talks, [the union] ..."."""
    commas = [match.start() for match in re.finditer(r",(?!\d)", prose[start:end])]
    if not commas:
        return start
    if prose[start:end].rstrip().endswith(","):
        commas = commas[:-2]  # the pair around an apposition
    return start + commas[-1] + 1 if commas else start


def _trimmed(prose: str, start: int, end: int) -> int:
    while end > start and not (prose[end - 1].isalnum() or prose[end - 1] in ")%"):
        end -= 1
    return end
