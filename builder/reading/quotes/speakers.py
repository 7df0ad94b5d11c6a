"""Who speaks: the name or description that belongs to a verb of saying.

All functions look at a paragraph's tokens; `low` and `high` bound the sentence, `at` is the verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.reading.clauses import is_shortening, verb_plain
from builder.reading.quotes.additions import MOST_BACK, adds, before_additions, before_bracket, opens_with_phrase
from builder.reading.quotes.tokens import COMMA, DASH, FRAGMENT, SOFT_STOP, SPEECH, STOP, WORD, Token
from builder.reading.quotes.vocabulary import (
    AUXILIARIES,
    BE,
    BOUNDARIES,
    CATENATIVES,
    DETERMINERS,
    HEAD_ADJECTIVES,
    HEADS,
    LINKS,
    NAME_LINKS,
    NOT_SAID,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    TIMES,
    VERBS,
    Verb,
    adverb,
)
from builder.text import Span

# Words of "as she put it in a letter on Friday", "quoted the minister of finance as saying".
LONGEST_AS = 16
# Words between "took to the floor of the assembly on Monday" and what was said from there.
_TOOK_TO = 9
# Words that may trail behind a description without belonging to it.
_LOOSE = frozenset(("likewise", "already", "also", "too", "itself", "instead", "again"))
# Prepositions, but for those behind which a clause or an event stands, not the rest of a description.
_PLACED = PREPOSITIONS - {"after", "before", "since", "until", "during", "following", "despite"}
_NOBODY = frozenset(("no", "nobody", "none", "neither"))
_BEFORE_TITLE = frozenset(("acting", "deputy", "ex", "former", "late", "outgoing", "the"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Tokens `first` up to and including `last` name the speaker."""

    first: int
    last: int


# "... and added": whoever spoke before.
SAME = Speaker(-1, -1)
# None of these stands between a name and the title that goes on with it.
_NO_TITLE = AUXILIARIES | DETERMINERS


def inverted_speaker(tokens: Sequence[Token], low: int, at: int, high: int, verb: Verb) -> Speaker | None:
    """`..., said Ali Khan`: the speaker after the verb."""
    previous = tokens[at - 1]
    if previous.kind not in (COMMA, SPEECH, FRAGMENT, DASH) or "c" not in verb.frames or at + 1 >= high:
        return None
    following = tokens[at + 1]
    if following.kind != WORD or following.low == "that" or following.low in TIMES:
        return None
    quoted = previous.kind in (SPEECH, FRAGMENT) or (at - 2 >= low and tokens[at - 2].kind in (SPEECH, FRAGMENT))
    if verb.sort == "think" and not quoted:
        return None
    speaker = speaker_after(tokens, at + 1, high)
    if speaker is None:
        return None
    end = speaker.last + 1
    if end < high and tokens[end].low in AUXILIARIES:
        return None  # "..., say hospitals will close": what they say
    if not quoted:
        closes = end >= high or tokens[end].kind == STOP or tokens[end].low in PREPOSITIONS or tokens[end].low in TIMES
        if tokens[at + 1].low in PRONOUNS or tokens[end - 1].low.endswith("'s"):
            return None
        # "..., said Ana Levi, 52, a nurse": what stands behind the name is added to it.
        closes = closes or (tokens[end].kind == COMMA and end + 1 < high and adds(tokens[end + 1]))
        known = tokens[speaker.last].capital or any(tokens[i].low in HEADS for i in range(at + 1, end))
        known = known and verb.form == "past" and "p" not in verb.frames
        if before_additions(tokens, low, at - 1) is not None and not (closes and known):
            return None
        if not (closes or tokens[end].kind != WORD):
            return None
    return speaker


def speaker_after(tokens: Sequence[Token], first: int, high: int) -> Speaker | None:
    if first >= high or tokens[first].kind != WORD:
        return None
    if tokens[first].low in PRONOUNS:
        return Speaker(first, first)
    named = False
    last = first
    at = first
    while at < min(high, first + 18):
        token = tokens[at]
        if token.kind != WORD or token.low in BOUNDARIES:
            break
        if token.low in TIMES and at > first and token.low not in ("last", "next", "early", "late"):
            break
        if token.low in PREPOSITIONS:
            link = token.low in LINKS and at > first and at + 1 < high and tokens[at + 1].kind == WORD
            before = tokens[at - 1]
            described = before.low in HEADS if not before.capital else not named
            described = described or (not named and (token.low == "of" or before.low in HEAD_ADJECTIVES))
            inside_name = named and token.low in ("of", "for") and tokens[at + 1].capital if link else False
            if not (link and (described or inside_name)):
                break
            named = named and not described
        elif (
            (token.low in VERBS and at > first and not token.capital and VERBS[token.low].form != "base")
            or token.low in AUXILIARIES
            or (at > first and not token.capital and _acts(tokens, at))
        ):
            break
        elif named and not token.capital and token.low not in HEADS and token.low not in NAME_LINKS:
            if tokens[first].low in ("a", "an", "the") and not tokens[first].capital and _ends_phrase(tokens, at, high):
                last = at  # "the first British medical journal"
                break
            # "US national security adviser Ana Levi" goes on, "Ana Levi spoke to" does not.
            near = range(at, min(high, at + 4))
            title = next((i for i in near if tokens[i].kind != WORD or tokens[i].capital or tokens[i].low in HEADS), -1)
            if title < 0 or tokens[title].kind != WORD or tokens[title].capital:
                break
            if any(tokens[i].low in PREPOSITIONS or tokens[i].low in _NO_TITLE for i in range(at, title)):
                break
        opening = at == first and (token.low in DETERMINERS or token.low in HEADS or _only_begins(tokens, at, high))
        if token.capital and not opening and not token.low.endswith("'s"):
            named = True
        last = at
        at += 1
    while last > first and (tokens[last].low in PREPOSITIONS or tokens[last].low in ("and", "the", "a")):
        last -= 1
    # "Israel's chief negotiator, Ana Levi": the name after the comma is the better one.
    if last + 2 < high and tokens[last + 1].kind == COMMA and tokens[last + 2].capital and not tokens[last].capital:
        end = last + 2
        while end + 1 < high and tokens[end + 1].kind == WORD and tokens[end + 1].capital:
            end += 1
        if end + 1 >= high or tokens[end + 1].kind != WORD:
            return Speaker(last + 2, end)
    return Speaker(first, last)


def _acts(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word behind a noun says what somebody did: "several groups granted", "workers marching"."""
    token, before = tokens[at], tokens[at - 1]
    if token.low in HEADS or not (before.capital or before.low in HEADS or before.low.endswith("s")):
        return False
    return token.low.endswith(("ed", "ing")) and not (before.low in DETERMINERS or before.low.endswith("'s"))


def _ends_phrase(tokens: Sequence[Token], at: int, high: int) -> bool:
    """Whether a phrase can end with this word: a mark, a preposition or the sentence's end follows."""
    if adverb(tokens[at]) or tokens[at].low in DETERMINERS or tokens[at].low in PRONOUNS or tokens[at].low in TIMES:
        return False
    return at + 1 >= high or tokens[at + 1].kind != WORD or tokens[at + 1].low in PREPOSITIONS


def _only_begins(tokens: Sequence[Token], at: int, high: int) -> bool:
    """Whether the capital is that of the sentence: a noun in lower case follows ("Small groups of ...")."""
    if at + 1 >= high or (at > 0 and tokens[at - 1].kind not in (STOP, SOFT_STOP)):
        return False
    following = tokens[at + 1]
    return following.low in HEADS and not following.capital


def speaker_before(tokens: Sequence[Token], low: int, at: int) -> Speaker | None:
    verb = VERBS.get(tokens[at].low)
    end = _before_catenative(tokens, low, at - 1)
    while end >= low and tokens[end].kind == WORD and (adverb(tokens[end]) or tokens[end].low in BE):
        if tokens[end].low in ("he's", "she's", "they're", "it's", "we're"):
            return Speaker(end, end)
        if tokens[end].low in BE and (verb is None or verb.form == "past"):
            return None  # passive: "was told"
        end -= 1
    if end < low:
        return None
    if tokens[end].low in NOT_SAID and not tokens[end].capital:
        return None
    # "Khan on Tuesday said", "Khan told ...": words of time between.
    back = end
    while back > low and tokens[back].kind == WORD and (tokens[back].low in TIMES or tokens[back].low.isdigit()):
        back -= 1
    if back < end and tokens[back].low in ("on", "in", "late", "early", "at", "this"):
        back -= 1
    while low < back < end and tokens[back].kind == WORD and adverb(tokens[back]):
        back -= 1
    if back >= low and back < end and tokens[back].kind == WORD:
        end = back
    elif back < end:
        return None
    end = before_bracket(tokens, low, end)
    if end >= low and tokens[end].kind == DASH:
        end = next((i for i in range(end - 1, max(low, end - MOST_BACK) - 1, -1) if tokens[i].kind == DASH), low) - 1
    if end < low:
        return None
    if tokens[end].kind == COMMA:
        added = before_additions(tokens, low, end)
        if added is None:
            return None
        end = before_bracket(tokens, low, added)
    if end < low or tokens[end].kind != WORD:
        return None
    if tokens[end].low in ("and", "but") and end > low:
        # "said ... and added": the same speaker as before.
        return SAME
    speaker = phrase_before(tokens, low, end)
    if speaker is None or tokens[speaker.first].low in _NOBODY:
        return None
    asked = speaker.first > low and tokens[speaker.first - 1].low == "whether"
    return None if asked else speaker


def _before_catenative(tokens: Sequence[Token], low: int, end: int) -> int:
    """Before "went on to", "kept", "continued to": words that leave what follows as good as said."""
    if tokens[end].low == "to" and end - 1 > low:
        last = end - 1
        for at in range(last - 1, max(low, last - _TOOK_TO), -1):
            if tokens[at].low in ("took", "takes") and tokens[at + 1].low == "to":
                return at - 1  # "took to the radio to say"
        if tokens[last].low == "on" and tokens[last - 1].low in CATENATIVES:
            return last - 2
        return last - 1 if tokens[last].low in CATENATIVES else end
    return end - 1 if tokens[end].low in ("kept", "keeps", "keep") and end > low else end


def phrase_before(tokens: Sequence[Token], low: int, end: int) -> Speaker | None:
    """The name or description that ends with token `end`."""
    if tokens[end].low in ("all", "both", "each") and end > low and tokens[end - 1].kind == WORD:
        end -= 1
    token = tokens[end]
    if token.low in PRONOUNS:
        if token.low == "who" and end > low:
            before = end - 2 if tokens[end - 1].kind == COMMA else end - 1
            if before == end - 2:
                added = before_additions(tokens, low, end - 1)
                before = before if added is None else added
            return phrase_before(tokens, low, before) if before >= low and tokens[before].kind == WORD else None
        return None if token.low == "you" else Speaker(end, end)
    if token.low in DETERMINERS and token.low not in ("one", "many", "some", "others", "another", "both", "all"):
        return None
    if token.low in PREPOSITIONS or token.low in BOUNDARIES:
        return None
    first = _name_start(tokens, low, end) if token.capital else _description_start(tokens, low, end)
    first = _with_title(tokens, low, first)
    if first - 1 > low and tokens[first - 1].low in _PLACED:
        whole = _subject_before_preposition(tokens, low, first, end)
        if whole is not None:
            return whole
    if first - 2 >= low and tokens[first - 1].low == "and" and tokens[first - 2].kind == WORD:
        other = phrase_before(tokens, low, first - 2)
        both = other is not None and other.first > low and tokens[other.first - 1].low == "both"
        if other is not None and (both or other.first == low or tokens[other.first - 1].kind != WORD):
            first = other.first - both
            if first - 2 == low and tokens[first - 1].kind == COMMA:
                first = low  # "Officials, diplomats and analysts"
            while first - 2 > low and tokens[first - 1].kind == COMMA and tokens[first - 2].capital:
                begin = _name_start(tokens, low, first - 2)
                if begin > low and tokens[begin - 1].kind == WORD:
                    break
                first = begin  # "Ana Levi, Omar Haddad and Sul Brand"
            return Speaker(first, end)
    if first - 2 >= low and end - first >= 2 and tokens[first - 1].low in RELATIVES:
        plain = not (tokens[first].capital or tokens[first].low in DETERMINERS or tokens[first].low in PRONOUNS)
        if plain and tokens[first - 2].kind == WORD:
            return phrase_before(tokens, low, first - 2)  # "a deputy from the party that backs the government said"
    return Speaker(first, end)


def _with_title(tokens: Sequence[Token], low: int, first: int) -> int:
    """With the lower-case words before it, if a quotation or comma before them shows that they belong to it."""
    begin = first
    while begin - 1 >= low and first - begin < 8 and tokens[begin - 1].kind == WORD:
        before = tokens[begin - 1]
        if before.low in PREPOSITIONS or before.low in VERBS or before.low in BOUNDARIES:
            return first
        if before.low in AUXILIARIES or before.low == "and":
            return first
        begin -= 1
    if begin == first or begin - 1 < low:
        return first
    quoted = tokens[begin - 1].kind == SPEECH or (tokens[begin - 1].kind == FRAGMENT and tokens[begin - 1].low == ",")
    described = tokens[begin - 1].kind == COMMA and any(tokens[i].low in HEADS for i in range(begin, first))
    return begin if quoted or described else first


def _subject_before_preposition(tokens: Sequence[Token], low: int, first: int, end: int) -> Speaker | None:
    """ "Deputies seeking a break from the EU said": not the EU, but the phrase that the clause begins with."""
    begin = first - 1
    while begin > low and first - begin < MOST_BACK and tokens[begin - 1].kind == WORD:
        if tokens[begin - 1].low in BOUNDARIES:
            break
        if tokens[begin - 1].low in AUXILIARIES:
            return None
        begin -= 1
    opening = tokens[begin]
    if opening.kind != WORD or opens_with_phrase(tokens, begin) or opening.low in TIMES:
        return None
    if not (opening.capital or opening.low in DETERMINERS or opening.low in HEADS):
        return None
    if not any(_verbal(tokens[i]) for i in range(begin + 1, end)):
        return Speaker(begin, end)  # "a voice in the film", and nothing else
    found = speaker_after(tokens, begin, end + 1)
    return found if found is not None and found.first <= found.last else None


def inside_commas(tokens: Sequence[Token], at: int) -> bool:
    """Whether the verb belongs to a relative clause between commas: "Ana Levi, who said so, left"."""
    who = at - 1
    while who > 0 and tokens[who].kind == WORD and adverb(tokens[who]):
        who -= 1
    return who > 0 and tokens[who].low in ("who", "which") and tokens[who - 1].kind == COMMA


def _verbal(token: Token) -> bool:
    """Whether a word may be a verb, in whatever form."""
    if token.kind != WORD or token.capital or token.low in HEADS:
        return token.kind != WORD
    return token.low.endswith(("ed", "ing")) or verb_plain(token.low) or token.low in AUXILIARIES


def _name_start(tokens: Sequence[Token], low: int, end: int) -> int:
    first = end
    while first - 1 >= low and tokens[first - 1].kind == WORD:
        before = tokens[first - 1]
        if before.capital and before.low not in TIMES and not (before.low in PREPOSITIONS or adverb(before)):
            if before.low in BOUNDARIES:
                break
            first -= 1
        elif before.low in NAME_LINKS and first - 2 >= low and tokens[first - 2].capital and before.low != "and":
            if before.low == "the":
                break
            first -= 2
        else:
            break
    # "a spokesman for the union": the name belongs to the description of somebody else.
    at = first - 1
    if at > low and tokens[at].low in HEADS and not tokens[at].capital:
        at -= 1  # "the sister of the party's former leader Ana Levi"
        while (
            at > low
            and tokens[at].kind == WORD
            and (tokens[at].capital or tokens[at].low in _BEFORE_TITLE or tokens[at].low.endswith("'s"))
        ):
            at -= 1
    if at >= low and tokens[at].low in ("the", "a", "his", "her", "their", "its"):
        at -= 1
    if at - 1 >= low and tokens[at].low in LINKS and not tokens[at].capital and tokens[at - 1].low in HEADS:
        return _description_start(tokens, low, at - 1)
    if first - 1 >= low and tokens[first - 1].low == "the":
        first -= 1
    return first


def _description_start(tokens: Sequence[Token], low: int, end: int) -> int:
    first = end
    while first - 1 >= low and end - first < 16 and tokens[first - 1].kind == WORD:
        before = tokens[first - 1]
        if before.low in BOUNDARIES or before.low == "and" or before.low in TIMES:
            break
        if before.low in PREPOSITIONS:
            linked = before.low == "of" or (before.low in LINKS and first - 2 >= low and tokens[first - 2].low in HEADS)
            if linked and first - 2 >= low and tokens[first - 2].kind == WORD:
                first -= 2
                continue
            break
        if before.low in VERBS and not before.capital:
            break
        first -= 1
        if before.low in DETERMINERS:
            link = tokens[first - 1] if first - 2 >= low else before
            if not (link.low == "of" or (link.low in LINKS and tokens[first - 2].low in HEADS)):
                break
            first -= 2
    return first


def subject_of_sentence(tokens: Sequence[Token], low: int, at: int, high: int) -> Speaker | None:
    """The sentence's first name or description; for a participle at the beginning, what follows its comma."""
    begin = low
    if at - low <= 1 or opens_with_phrase(tokens, low):
        begin = next((i + 1 for i in range(low, high) if tokens[i].kind == COMMA), high)
    for i in range(begin, min(high, begin + 12)):
        token = tokens[i]
        if token.kind == WORD and (token.low in PRONOUNS or token.capital or token.low in DETERMINERS):
            return speaker_after(tokens, i, high)
        if token.kind == WORD and token.low in HEADS:
            return Speaker(i, i)
    return None


def no_source(tokens: Sequence[Token], speaker: Speaker) -> bool:
    """ "according to age": a bare noun that nobody is."""
    token = tokens[speaker.first]
    bare = speaker.first == speaker.last and not token.capital and not token.low.endswith("s")
    return bare and token.low not in HEADS and token.low not in PRONOUNS


def quoted_speaker(tokens: Sequence[Token], low: int, at: int) -> Speaker | None:
    """Who speaks in "the agency quoted the minister as saying"."""
    for verb in range(at - 2, max(low, at - LONGEST_AS) - 1, -1):
        if tokens[verb].low in ("quoted", "quotes", "quoting", "cited"):
            passive = verb > low and tokens[verb - 1].low in BE
            return None if passive else speaker_after(tokens, verb + 1, at - 1)
    return None


def trimmed(tokens: Sequence[Token], speaker: Speaker) -> Speaker:
    """Without what follows the noun: "a statement presented", "the union likewise", "the council had already"."""
    first, last = speaker.first, speaker.last
    while last > first and tokens[first].low in DETERMINERS:
        token = tokens[last]
        loose = is_shortening(token.low) or adverb(token) or token.low in AUXILIARIES or token.low in _LOOSE
        if token.capital or not loose:
            break
        last -= 1
    return Speaker(first, last)


def speaker_at(tokens: Sequence[Token], low: int, span: Span) -> Speaker | None:
    """The tokens from `low` on that lie in `span`; None if it begins or ends within one."""
    for at in range(low, len(tokens)):
        if tokens[at].start >= span.start:
            last = at
            while last + 1 < len(tokens) and tokens[last + 1].end <= span.end:
                last += 1
            return Speaker(at, last) if tokens[at].end <= span.end else None
    return None
