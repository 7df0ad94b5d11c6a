"""What a cue tells in its sentence: a position, or nothing that could be published as one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.reading.names import Mention
from builder.reading.positions.clause import Around
from builder.reading.positions.cues import Cue, word_class
from builder.reading.positions.position import PositionKind
from builder.text import Span

_WORDS = re.compile(r"[^\W_][\w-]*(?:['’]\w+)?")
_NEGATED = re.compile(
    r"\b(?:not|never|no|nor|neither|nobody|none|nothing|hardly|barely|without|cannot)\b|n['’]t\b", re.IGNORECASE
)
_HEDGED = re.compile(
    r"\b(?:nearly|almost|reportedly|allegedly|apparently|supposedly|hop(?:e|es|ed|ing)|expect(?:s|ed|ing)?|likely"
    r"|possible|potential|remov\w+|overc\w+|resolv\w+|if|unless|whether|until|once|how|close to|about to|yet to|set to"
    r"|due to|rumou?r\w*|should|could|would|may|might|will|must)\b",
    re.IGNORECASE,
)
# What the sentence says before of what is told: that it is untrue, only hoped for, or a condition.
_DISOWNED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|false|untrue|baseless|rumou?rs?|reject(?:s|ed|ing)? (?:reports|claims|suggestions)"
    r"|dismiss(?:es|ed|ing)? (?:reports|claims|suggestions)|accus(?:e|es|ed|ing)|hop(?:e|es|ed|ing)|if|unless"
    r"|prove|show|demonstrate)\b"
)
# Between a verb and its object: "concluded without an agreement", "reached the end of".
_NOT_YET = re.compile(r"\b(?:without|no|not|failing|ahead of|before|pending|until|draft of|towards?|end|break|broke)\b")
_NOTHING = re.compile(r"\b(?:nothing|no|little|none)\b")
_UNLESS = re.compile(r"\b(?:unless|until|as long as|so long as)\b")

_PRESENT = frozenset(("agree", "agrees", "sign", "offers", "proposes", "wants", "rejects", "refuses"))
_PLURAL = frozenset(("agree", "sign", "disagree", "differ"))
_ABLE = frozenset(("ready to", "prepared to", "willing to"))
_DONE_TO = frozenset(("agreed", "rejected", "deadlocked"))
_DETERMINERS = frozenset(("the", "a", "an", "its", "their", "his", "her", "this", "that", "these", "those", "of", "as"))
_NO_COMPLEMENT = frozenset(("by", "is", "are", "was", "were", "nothing"))
_LOOKED_AHEAD = 60
"""Characters behind a cue that its complement begins in."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A cue at its place: `words` as listed, `acting` the mentions in its subject, `before` those before its clause."""

    prose: str
    sentence: Span
    cue: Span
    words: str
    around: Around
    acting: tuple[Mention, ...]
    before: tuple[Mention, ...]


def kind_told(telling: Telling, cue: Cue) -> PositionKind | None:
    """What a cue tells in its clause; None where it is negated, only possible, or no verb of a side."""
    prose, words, around = telling.prose, telling.words, telling.around
    subject = around.subject.of(prose)
    before = _WORDS.findall(subject.lower())
    chain = _auxiliaries(before)
    passive = not word_class("passive").isdisjoint(chain) and words.endswith(("ed", "struck"))
    behind = cue.behind.match(prose, telling.cue.end, telling.sentence.end)
    if behind is None:
        # "the deal was signed": the object of the verb stands before it
        if not passive or not (cue.thing or words == "agreed") or word_class("texts").isdisjoint(before):
            return None
    elif _NOTHING.search(behind[0]) or (cue.thing and _NOT_YET.search(behind[0])):
        return None
    if not _is_stated(telling, cue, subject, chain):
        return None
    if cue.state:
        return cue.kind
    if passive:
        done_to = cue.thing or words in _DONE_TO
        return _by_complement(telling, cue) if done_to else None
    if not _acts(telling, before):
        return None
    if words in _ABLE:
        able = not word_class("passive").isdisjoint(chain) and not around.foreseen and not around.relative
        return cue.kind if able else None
    return _by_complement(telling, cue) if _is_verb(words, before, chain) else None


def _is_stated(telling: Telling, cue: Cue, subject: str, chain: list[str]) -> bool:
    """Whether a sentence states what it tells, and does not negate it, ask for it or make it a condition."""
    around, sentence = telling.around, telling.sentence
    if around.hypothetical or (around.foreseen and telling.words in _PRESENT):
        return False
    if telling.prose[sentence.start : sentence.end].rstrip().endswith("?"):
        return False
    if _NEGATED.search(subject) or _HEDGED.search(subject) or not word_class("modals").isdisjoint(chain):
        return False
    if cue.kind == "agreed" and not {"being", "is", "are"}.isdisjoint(chain):
        return False  # "is being signed", "is signed whenever"
    return cue.kind == "disputed" or not _DISOWNED.search(telling.prose, sentence.start, telling.cue.start)


def _auxiliaries(before: list[str]) -> list[str]:
    """The auxiliaries, and adverbs between them, right before a verb."""
    at = len(before)
    passing = word_class("adverbs") | word_class("auxiliaries") | word_class("modals")
    while at and (before[at - 1] in passing or before[at - 1].endswith(("ly", "'ve", "’ve"))):
        at -= 1
    return before[at:]


def _acts(telling: Telling, before: list[str]) -> bool:
    """Whether the clause has a subject that negotiates."""
    return bool(telling.acting) or telling.around.relative or not word_class("people").isdisjoint(before)


def _is_verb(words: str, before: list[str], chain: list[str]) -> bool:
    """Whether the cue is the verb of its clause, and not "the agreed text", "the plan called for" or "to agree"."""
    lead = before[-1] if before else ""
    if words in _PLURAL and chain:
        return False
    if words in ("called for", "demanded") and lead in word_class("papers"):
        return False
    return lead not in _DETERMINERS and lead != "mutually"


def _by_complement(telling: Telling, cue: Cue) -> PositionKind | None:
    """The kind that a cue tells by what stands behind it: to refuse "unless" is to demand."""
    end = min(telling.sentence.end, telling.cue.end + _LOOKED_AHEAD)
    behind = _WORDS.findall(telling.prose[telling.cue.end : end].lower())
    first, words = behind[0] if behind else "", telling.words
    if first in _NO_COMPLEMENT and not cue.thing:
        return None  # "the plan rejected by", "what the union rejected is"
    if words in ("refused to", "refuses to"):
        if first in word_class("outside"):
            return None
        return "demanded" if _UNLESS.search(telling.prose, telling.cue.end, telling.sentence.end) else "disputed"
    if words == "offered" and not word_class("favours").isdisjoint(behind[:4]):
        return None
    if words in ("denied", "denies") and not word_class("refusals").isdisjoint(behind[:3]):
        return None
    return cue.kind
