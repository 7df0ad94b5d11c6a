"""Cutting words to a summary: the date out, leftovers off, no longer than a line of a list."""

from __future__ import annotations

import re

from builder.reading.statements import (
    POSSESSIVE,
    SUMMARY_LENGTH,
    Statement,
)
from builder.text import Span

DATE_LEAD = re.compile(
    r"(?:(?:\b(?:on|in|into|within|at|by|from|for|during|of|late|early|later|earlier|only|as recently as|as early as"
    r"|just|through|about|around|the|last|sometime|currently|over(?! (?:on|in|at)\b))|,) ?)+$",
    re.IGNORECASE,
)
_KEEP_LEAD = re.compile(
    r"\b(?:planned|scheduled|set|slated|due|expected) (?:for|on|in|by|at|before) $|\bto $"
    r"|\b(?:since|until|till|into|after|before|between|than|following|not|is|was|are|were|of|from|with|back to"
    r"|least|(?:looking|aiming|pointing|point) (?:at|to|for))(?: (?:the|late|early))? $"
)
_ENDS = 60
"""Characters at an end of a text within which all of its leftovers stand."""
_VERB_FOLLOWS = re.compile(r"\s+(?:had|has|have|was|were|is|are|will|would|came|marks?|marked|saw|passed)\b")
_HANGING = re.compile(r", (?:planned|scheduled|expected|due|held|set|originally|first),(?= )")
_LEADING = re.compile(
    r"(?:[\s,.;:'’)—–\-…]+|(?:but|and|however|meanwhile|also|then|still|yet|so|nevertheless|moreover|separately|instead"
    r"|indeed|nonetheless|besides|furthermore|in addition|for this purpose|for its part|for his part|for"
    r" their part|in practice"
    r"|crucially|only)\b,? ?)+",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"\s*[(\[](?:left|right|cent(?:er|re)|above|below|l|r|c|sic|pictured|front|back|(?:second|third)"
    r" (?:left|right)|far (?:left|right)"
    r"|file(?: photo)?)[)\]]",
    re.IGNORECASE,
)
_EMPTY_BRACKETS = re.compile(r"\(\s*[),;]*\s*\)")
_SPACE_BEFORE = re.compile(r"\s+([,.;:)])")
_TAIL = re.compile(
    r"(?:[\s,.;:(—–\-…]+|\s(?:and|or|but|that|which|who|whose|while|as|when|after|before|since|until"
    r"|because|although|though|if"
    r"|to|of|in|into|within|until|on|at|by|for|from|with|the|a|an|its|their|his|her|late|early|just|right|shortly|amid"
    r"|during|following|due|including|even|also|is|are|was|were|has|have|had|about|than|said|not|under"
    r"|once|where|whether|its? own))+$"
)
# What a cut-off date leaves behind: ", one day (after ...)", ", the day (on which ...)", ", the first (since ...)".
_STUB = re.compile(
    r",(?: which (?:is|was)(?: also)?)? (?:the|an?|one|two|three|half an?)"
    r" (?:days?|weeks?|months?|years?|first|second|last)(?: time)?(?: (?:late|early))?$"
)
_PARTICLE = re.compile(r"\b(?:go|goes|going|went|gone|carry|carries|carried|hand|hands|handed|move|moved) (?:on|over)$")


def without_date(prose: str, piece: Span, statement: Statement) -> str:
    dated = statement.dated.span
    text = piece.of(prose)
    if not piece.contains(dated):
        return text
    before, after = prose[piece.start : dated.start], prose[dated.end : piece.end]
    if statement.premodifier and statement.noun and not POSSESSIVE.match(after):
        return text
    if statement.premodifier:
        possessive = POSSESSIVE.match(after)
        article = re.search(r"\b(?:the|a|an|its|this)\s*$", before, re.IGNORECASE)
        if possessive is None and not prose.endswith(("'s", "’s"), 0, dated.end):
            return text  # "the 2015 deal" is its name
        after = after[possessive.end() :] if possessive else after
        return f"{before}{'' if article else 'the '}{after.lstrip()}"
    if _KEEP_LEAD.search(before, max(0, len(before) - _ENDS)) or _VERB_FOLLOWS.match(after):
        return text
    lead = DATE_LEAD.search(before, max(0, len(before) - _ENDS))
    comma = lead is not None and "," in lead[0]
    before = before[: lead.start()] if lead else before
    if comma and not after.lstrip().startswith(",") and after.strip(" .”\"'"):
        before = before.rstrip() + ","
    if not before.strip():
        after = after.lstrip(" ,")
    elif after.lstrip().startswith(",") and lead is not None and comma:
        after = after.lstrip().lstrip(",")
    if after.startswith(", that ") and not comma:
        after = after[1:]  # "announced last week, on May 3, that"
    return f"{before.rstrip()} {after.lstrip()}" if after[:1] not in (",", ".", ";") else f"{before.rstrip()}{after}"


def tidy(text: str) -> str:
    """One line without leftovers at either end, no longer than a line of a list."""
    text = " ".join(text.split())
    if "(" in text or "[" in text:
        text = _EMPTY_BRACKETS.sub("", _CAPTION.sub("", text))
    text = _HANGING.sub("", text)
    text = _SPACE_BEFORE.sub(r"\1", text).replace(",,", ",").replace(", ,", ",")
    lead = _LEADING.match(text)
    if lead:
        text = text[lead.end() :]
    text = _balanced(text)
    shortened = _shortened(text)
    if shortened.endswith("…"):
        return shortened
    shortened = shortened.rstrip(" ,.;:—–-")
    tail = None if _PARTICLE.search(shortened) else _TAIL.search(shortened, max(0, len(shortened) - _ENDS))
    shortened = shortened[: tail.start()] if tail else shortened
    stub = _STUB.search(shortened)
    shortened = shortened[: stub.start()] if stub else shortened
    return shortened.strip(" ,;:—–-")


def _balanced(text: str) -> str:
    """Drop quotation marks and brackets that lost their other half."""
    for opening, closing in (("“", "”"), ("(", ")"), ("[", "]"), ("‘", "’ ")):
        if closing.strip() != "’" and text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
    if text.count('"') % 2:
        text = text.replace('"', "")
    return text


_BREAK = re.compile(
    r", |; | [—–-]{1,2} | (?=(?:amid|after|before|while|although|though|because|which|who|following|despite"
    r"|as|in exchange"
    r"|in order|in what|aimed|with|but|where|when|including|ahead of)\b)"
)
_LESSER_BREAK = re.compile(r" (?=(?:in|on|at|for|by|from|over|between|against|under|about|into)\b)")
_OPEN_CLAUSE = re.compile(r",? (?:that|which|who|whether)\b,?(?: [^\s]+){0,5}$")


def _shortened(text: str) -> str:
    """Cut at the last place within the limit where a clause or phrase begins."""
    if len(text) <= SUMMARY_LENGTH:
        return text
    for pattern, least in ((_BREAK, 70), (_LESSER_BREAK, 90)):
        for match in reversed(list(pattern.finditer(text, least, SUMMARY_LENGTH + 1))):
            cut = text[: match.start()]
            if not _OPEN_CLAUSE.search(cut):
                return _balanced(cut)
    return _balanced(text[: text.rfind(" ", 0, SUMMARY_LENGTH)]).rstrip(" ,;:") + " …"
