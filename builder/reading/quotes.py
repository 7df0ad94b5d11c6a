"""Quotes: who is reported to have said what."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from builder.reading.names import Mention
from builder.reading.quotation import Quotation, find_quotations
from builder.reading.words import load_set, load_words
from builder.text import Span


@dataclass(frozen=True, slots=True)
class Quote:
    """`span` covers what was said, without quotation marks or verb; `speaker` is a name or, unnamed, as described; `cue` the verb."""

    span: Span
    speaker: str | None
    speaker_span: Span | None
    kind: Literal["direct", "indirect", "mixed"]
    cue: str


def find_quotes(prose: str, sentences: tuple[Span, ...], mentions: tuple[Mention, ...]) -> tuple[Quote, ...]:
    """What people are reported to have said, ordered by place; a quote may lie within another one."""
    paragraphs = _paragraphs(prose, sentences)
    quotations = find_quotations(prose, paragraphs)
    reader = _Reader(prose, mentions)
    at_sentence = at_quotation = 0
    for number, paragraph in enumerate(paragraphs):
        first = at_sentence
        while at_sentence < len(sentences) and sentences[at_sentence].start < paragraph.end:
            at_sentence += 1
        first_quotation = at_quotation
        while at_quotation < len(quotations) and quotations[at_quotation].outer.start < paragraph.end:
            at_quotation += 1
        reader.read(
            _tokens(prose, sentences[first:at_sentence], quotations[first_quotation:at_quotation]),
            quotations[first_quotation:at_quotation],
            number,
        )
    return tuple(sorted(reader.quotes, key=lambda quote: (quote.span, quote.cue)))


# --- paragraphs and tokens -------------------------------------------------------------------------------------------

_GAP_BLANK = re.compile(r"\n[^\S\n]*\n")


def _paragraphs(prose: str, sentences: Sequence[Span]) -> list[Span]:
    """Runs of sentences. A single line break divides them unless the text is wrapped, with breaks inside sentences."""
    if not sentences:
        return []
    broken = sum("\n" in sentence.of(prose) for sentence in sentences)
    wrapped = broken * 5 > len(sentences)
    paragraphs: list[Span] = []
    start = sentences[0].start
    for before, after in zip(sentences, sentences[1:], strict=False):
        gap = prose[before.end : after.start]
        if _GAP_BLANK.search(gap) or ("\n" in gap and not wrapped):
            paragraphs.append(Span(start, before.end))
            start = after.start
    paragraphs.append(Span(start, sentences[-1].end))
    return paragraphs


_WORD, _COMMA, _STOP, _SOFT_STOP, _COLON, _DASH, _BREAK = "w", ",", ".", "|", ":", "-", ";"
# A quotation that is a sentence of its own, and one that is a piece of the writer's.
_SPEECH, _FRAGMENT = "Q", "q"

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|[^\W_]+(?:[.&'’/-][^\W_]+)*[.](?=[’']s\b)?(?:[’']s\b)?(?<![.])|[^\W_]+(?:[.&'’/-][^\W_]+)*"
    r"|,|[:;()\[\]]|—|–|―|--+|…|[@#]\w+"
)
_KINDS = {",": _COMMA, ":": _COLON, ";": _BREAK, "(": _BREAK, ")": _BREAK, "[": _BREAK, "]": _BREAK, "…": _BREAK}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    start: int
    end: int
    low: str = ""
    capital: bool = False


def _tokens(prose: str, sentences: Sequence[Span], quotations: Sequence[Quotation]) -> list[_Token]:
    """The tokens of a paragraph: a quotation is one, a sentence that ends outside of quotations ends with a stop."""
    tokens: list[_Token] = []
    at = 0
    done = -1
    for sentence in sentences:
        place = max(sentence.start, done)
        while at < len(quotations) and quotations[at].outer.start < sentence.end:
            outer = quotations[at].outer
            if outer.start >= place:
                tokens.extend(_words(prose, place, outer.start))
                tokens.append(_quotation_token(prose, quotations[at]))
                place = done = outer.end
            at += 1
        tokens.extend(_words(prose, place, sentence.end))
        if done >= sentence.end:
            # It ends with the quotation, or within it: whatever follows may still say who spoke.
            if done == sentence.end or not prose[sentence.end : done].strip("\"'”’»"):
                tokens.append(_Token(_SOFT_STOP, sentence.end, sentence.end))
        else:
            tokens.append(_Token(_STOP, sentence.end, sentence.end))
    return tokens


def _words(prose: str, start: int, end: int) -> Iterator[_Token]:
    for found in _TOKEN.finditer(prose, start, end):
        text = found[0]
        kind = _KINDS.get(text) or (_DASH if text[0] in "—–―-" else _WORD)
        if kind == _WORD:
            low = text.lower().replace("’", "'")
            yield _Token(_WORD, found.start(), found.end(), low, text[0].isupper())
        else:
            yield _Token(kind, found.start(), found.end())


def _quotation_token(prose: str, quotation: Quotation) -> _Token:
    inner = quotation.inner.of(prose).strip()
    words = inner.count(" ") + 1
    first = inner.lstrip("[(…. ")[:1]
    sentence_like = words >= 2 and not first.islower() and (inner[-1:] in ".,?!…—-:;" or words >= 6)
    return _Token(_SPEECH if sentence_like else _FRAGMENT, quotation.outer.start, quotation.outer.end, inner[-1:])


# --- words -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Verb:
    sort: str
    frames: str
    form: str
    noun: bool


@cache
def _verbs() -> dict[str, _Verb]:
    return {
        row[0]: _Verb(row[1], row[2], row[3], len(row) > 4 and row[4] == "noun") for row in load_words("quote_verbs")
    }


_PERSON_PRONOUNS = frozenset(("he", "she"))
_GROUP_PRONOUNS = frozenset(("they", "it", "we"))
_PRONOUNS = _PERSON_PRONOUNS | _GROUP_PRONOUNS | {"i", "you", "who"}
_PREPOSITIONS = frozenset(
    ["of", "for", "from", "in", "at", "with", "on", "to", "by", "about", "into", "during", "after", "before", "over", "under", "against", "within", "through", "via", "following", "ahead", "amid", "despite", "without", "since", "until", "near", "outside", "inside", "between", "among"]
)
_LINKS = frozenset(("of", "for", "from", "in", "at", "with", "on", "to"))
_NOT_SAID = frozenset(
    ["to", "not", "can", "could", "would", "may", "might", "must", "should", "will", "cannot", "don't", "didn't", "doesn't", "won't", "can't", "couldn't", "wouldn't", "shouldn't", "hasn't", "haven't", "hadn't", "isn't", "wasn't", "let", "let's", "please", "i'd", "he'd", "she'd", "they'd", "we'd"]
)
_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "'s", "he's", "she's", "it's", "they're", "i'm", "we're"])
_NAME_LINKS = frozenset(["bin", "ibn", "al", "el", "ul", "de", "del", "der", "van", "von", "da", "di", "of", "the", "and", "al-", "abu"])
_RELATIVES = frozenset(["who", "which", "whose", "that"])
# What an addition between commas begins with: "Ali Khan, a farmer, said".
_ADDITION_STARTS = frozenset(
    ["a", "an", "the", "who", "which", "whose", "one", "his", "her", "its", "their", "former", "himself", "herself", "then", "now", "once", "also", "too", "however", "meanwhile", "speaking", "citing", "quoting", "referring", "using", "echoing", "himself", "jr", "sr"]
)
_MOST_BACK = 40


def _determiner(low: str) -> bool:
    return low in load_set("quote_determiners")


def _head(low: str) -> bool:
    return low in load_set("quote_heads")


def _time(low: str) -> bool:
    return low in load_set("quote_times")


def _adverb(token: _Token) -> bool:
    return token.low in load_set("quote_adverbs") or (token.low.endswith("ly") and not token.capital)


# --- reading ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Tokens `first` up to and including `last` name the speaker."""

    first: int
    last: int


@dataclass(slots=True)
class _Reader:
    """Reads paragraph after paragraph; remembers who spoke last, for pronouns and for quotations that go on."""

    prose: str
    mentions: tuple[Mention, ...]
    quotes: list[Quote] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    tokens: list[_Token] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    last: Quote | None = None
    last_paragraph: int = -9
    went_on: bool = False
    paragraph: int = 0

    def __post_init__(self) -> None:
        self.starts = [mention.span.start for mention in self.mentions]

    def read(self, tokens: list[_Token], quotations: Sequence[Quotation], number: int) -> None:
        self.tokens, self.used, self.paragraph = tokens, set(), number
        if not tokens:
            return
        self._go_on(quotations)
        low = 0
        for at, token in enumerate(tokens):
            if token.kind in (_STOP, _SOFT_STOP):
                self._sentence(low, at)
                low = at + 1
        self._sentence(low, len(tokens))
        self._unclaimed()
        self.went_on = bool(quotations) and quotations[-1].goes_on

    def _go_on(self, quotations: Sequence[Quotation]) -> None:
        """A paragraph that opens again continues the quote whose mark the paragraph before left open."""
        if self.went_on and self.last and quotations and self.tokens[0].kind in (_SPEECH, _FRAGMENT):
            end = _content_end(self.prose, quotations[0].inner)
            self._replace_last(Span(self.last.span.start, max(end, self.last.span.end)))
            self.used.add(0)

    def _replace_last(self, span: Span) -> None:
        assert self.last is not None
        for at in range(len(self.quotes) - 1, -1, -1):
            if self.quotes[at] is self.last:
                self.quotes[at] = self.last = replace(self.last, span=span)
                self.last_paragraph = self.paragraph
                return

    # --- one sentence

    def _sentence(self, low: int, high: int) -> None:
        tokens = self.tokens
        before = len(self.quotes)
        for at in range(low, high):
            token = tokens[at]
            if token.kind != _WORD:
                continue
            if token.low == "according" and at + 2 < high and tokens[at + 1].low == "to":
                self._according(low, at, high)
                continue
            verb = _verbs().get(token.low)
            if verb is not None:
                self._verb(low, at, high, verb, before)

    def _according(self, low: int, at: int, high: int) -> None:
        speaker = self._speaker_after(at + 2, high)
        if speaker is None:
            return
        end = speaker.last + 1
        if at - low <= 1:
            comma = next((i for i in range(end, min(high, end + 12)) if self.tokens[i].kind == _COMMA), None)
            if comma is not None and high - comma > 3:
                self._add(comma + 1, high, speaker, "according to", at)
            return
        stop = at - 1 if self.tokens[at - 1].kind in (_COMMA, _DASH) else at
        self._add(self._clause_start(low, stop), stop, speaker, "according to", at)

    def _clause_start(self, low: int, stop: int) -> int:
        """Where the clause that ends before `stop` begins: after the last attribution or contrast, else the sentence."""
        for at in range(stop - 1, low, -1):
            token = self.tokens[at]
            if token.kind == _BREAK or (
                token.kind == _COMMA and self.tokens[at + 1].low in ("but", "while", "although")
            ):
                return at + 1
        return low

    def _verb(self, low: int, at: int, high: int, verb: _Verb, before: int) -> None:
        tokens = self.tokens
        previous = tokens[at - 1] if at > low else None
        if previous is None and verb.form != "participle":
            return
        if verb.form == "participle" and not (previous and previous.low in _BE):
            self._participle(low, at, high, verb, before)
            return
        assert previous is not None
        speaker = self._inverted(low, at, high, verb)
        if speaker is not None:
            self._left(low, at - 1, speaker, at, after=speaker.last + 1, high=high)
            return
        found = self._speaker_before(low, at)
        if found is None:
            return
        if verb.noun and verb.form != "past" and not self._verb_not_noun(at, high):
            return
        self._place(low, at, high, verb, found)

    def _verb_not_noun(self, at: int, high: int) -> bool:
        following = self.tokens[at + 1] if at + 1 < high else None
        if following is None:
            return self.tokens[at - 1].low in _PRONOUNS or self.tokens[at - 1].capital
        return (
            following.kind in (_SPEECH, _FRAGMENT, _COLON)
            or following.low == "that"
            or (
                following.kind == _WORD
                and (following.capital or following.low in _PRONOUNS or _determiner(following.low))
            )
        )

    def _participle(self, low: int, at: int, high: int, verb: _Verb, before: int) -> None:
        """ ", adding that ...": said by whoever the sentence is about."""
        tokens = self.tokens
        previous = tokens[at - 1] if at > low else None
        allowed = (
            previous is None
            or previous.kind in (_COMMA, _DASH, _SPEECH, _FRAGMENT)
            or previous.low
            in (
                "by",
                "while",
                "before",
                "after",
                "and",
                "in",
                "as",
            )
        )
        if not allowed or (verb.noun and previous is not None and previous.kind not in (_COMMA, _DASH)):
            return
        start = self._right(at, high, verb)
        if start is None or verb.sort == "think":
            return
        quote = self.quotes[-1] if len(self.quotes) > before else None
        if quote is not None and quote.speaker_span is not None and quote.speaker_span.start >= tokens[low].start:
            self._add_quote(start, self._right_end(start, high), quote.speaker, quote.speaker_span, at)
            return
        speaker = self._subject_of(low, at, high)
        if speaker is not None:
            self._add(start, self._right_end(start, high), speaker, tokens[at].low, at)

    def _subject_of(self, low: int, at: int, high: int) -> _Speaker | None:
        """The sentence's first name or description; for a participle at the beginning, what follows its comma."""
        tokens = self.tokens
        begin = low
        if at - low <= 1:
            begin = next((i + 1 for i in range(at, high) if tokens[i].kind == _COMMA), high)
        for i in range(begin, min(high, begin + 12)):
            token = tokens[i]
            if token.kind == _WORD and (token.low in _PRONOUNS or token.capital or _determiner(token.low)):
                return self._speaker_after(i, high)
            if token.kind == _WORD and _head(token.low):
                return _Speaker(i, i)
        return None

    # --- who

    def _inverted(self, low: int, at: int, high: int, verb: _Verb) -> _Speaker | None:
        """`..., said Ali Khan`: the speaker after the verb."""
        tokens = self.tokens
        previous = tokens[at - 1]
        if previous.kind not in (_COMMA, _SPEECH, _FRAGMENT, _DASH) or "c" not in verb.frames or at + 1 >= high:
            return None
        following = tokens[at + 1]
        if following.kind != _WORD or following.low == "that":
            return None
        quoted = previous.kind in (_SPEECH, _FRAGMENT) or (
            at - 2 >= low and tokens[at - 2].kind in (_SPEECH, _FRAGMENT)
        )
        speaker = self._speaker_after(at + 1, high)
        if speaker is None:
            return None
        if not quoted:
            if self._addition(low, at - 1) is not None or tokens[at + 1].low in _PRONOUNS:
                return None
            end = speaker.last + 1
            ends = (
                end >= high or tokens[end].kind != _WORD or tokens[end].low in _PREPOSITIONS or _time(tokens[end].low)
            )
            if not ends or tokens[end - 1].low.endswith("'s"):
                return None
        return speaker

    def _speaker_after(self, first: int, high: int) -> _Speaker | None:
        tokens = self.tokens
        if first >= high or tokens[first].kind != _WORD:
            return None
        if tokens[first].low in _PRONOUNS:
            return _Speaker(first, first)
        named = False
        last = first
        at = first
        while at < min(high, first + 18):
            token = tokens[at]
            if token.kind != _WORD or token.low in load_set("quote_boundaries"):
                break
            if _time(token.low) and at > first and token.low not in ("last", "next", "early", "late"):
                break
            if token.low in _PREPOSITIONS:
                link = token.low in _LINKS and at > first and at + 1 < high and tokens[at + 1].kind == _WORD
                described = not named and (_head(tokens[at - 1].low) or token.low == "of")
                inside_name = named and token.low in ("of", "for") and tokens[at + 1].capital if link else False
                if not (link and (described or inside_name)):
                    break
            elif token.low in _verbs() and at > first and not token.capital and _verbs()[token.low].form != "base":
                break
            elif named and not token.capital and not _head(token.low) and token.low not in _NAME_LINKS:
                if not tokens[at - 1].low.endswith(("'s", "s'")) and not tokens[at - 1].capital:
                    break
            if token.capital and not token.low.endswith("'s"):
                named = True
            last = at
            at += 1
        while last > first and (tokens[last].low in _PREPOSITIONS or tokens[last].low in ("and", "the", "a")):
            last -= 1
        # "Israel's chief negotiator, Ana Levi": the name after the comma is the better one.
        if (
            last + 2 < high
            and tokens[last + 1].kind == _COMMA
            and tokens[last + 2].capital
            and not tokens[last].capital
        ):
            end = last + 2
            while end + 1 < high and tokens[end + 1].kind == _WORD and tokens[end + 1].capital:
                end += 1
            if end + 1 >= high or tokens[end + 1].kind != _WORD:
                return _Speaker(last + 2, end)
        return _Speaker(first, last)

    def _addition(self, low: int, comma: int) -> int | None:
        """The last token before the additions between commas that end at `comma`."""
        tokens = self.tokens
        end = None
        for _ in range(4):
            begin = comma - 1
            while begin >= low and begin > comma - _MOST_BACK and tokens[begin].kind not in (_COMMA, _SPEECH, _STOP):
                begin -= 1
            if begin < low or tokens[begin].kind != _COMMA or begin == low:
                break
            first = tokens[begin + 1]
            added = first.kind == _WORD and (
                first.low in _ADDITION_STARTS
                or not first.capital
                or first.low.endswith("'s")
                or _head(tokens[comma - 1].low)
            )
            if not added:
                # "The mayor, Ali Khan, said": the addition is the name.
                return comma - 1 if end is None else end
            end = begin - 1
            comma = begin
            if (
                tokens[end].kind == _WORD
                and (tokens[end].capital or _head(tokens[end].low))
                and not first.low.isdigit()
            ):
                break
        return end

    def _speaker_before(self, low: int, at: int) -> _Speaker | None:
        tokens = self.tokens
        end = at - 1
        while end >= low and tokens[end].kind == _WORD and (_adverb(tokens[end]) or tokens[end].low in _BE):
            if tokens[end].low in ("he's", "she's", "they're", "it's", "we're"):
                return _Speaker(end, end)
            if tokens[end].low in _BE and _verbs()[tokens[at].low].form == "past":
                return None  # passive: "was told"
            end -= 1
        if end < low:
            return None
        if tokens[end].low in _NOT_SAID:
            return None
        # "Khan on Tuesday said", "Khan told ...": words of time between.
        back = end
        while back > low and tokens[back].kind == _WORD and (_time(tokens[back].low) or tokens[back].low.isdigit()):
            back -= 1
        if back < end and tokens[back].low in ("on", "in", "late", "early", "at"):
            back -= 1
        if back >= low and back < end and tokens[back].kind == _WORD:
            end = back
        elif back < end:
            return None
        if tokens[end].kind == _COMMA:
            added = self._addition(low, end)
            if added is None:
                return None
            end = added
        if tokens[end].kind != _WORD:
            return None
        if tokens[end].low in ("and", "but") and end > low:
            # "said ... and added": the same speaker as before.
            return self._speaker_of_sentence(low)
        return self._phrase_before(low, end)

    def _speaker_of_sentence(self, low: int) -> _Speaker | None:
        if not self.quotes or self.quotes[-1].speaker_span is None:
            return None
        span = self.quotes[-1].speaker_span
        for at in range(low, len(self.tokens)):
            if self.tokens[at].start >= span.start:
                last = at
                while last + 1 < len(self.tokens) and self.tokens[last + 1].end <= span.end:
                    last += 1
                return _Speaker(at, last) if self.tokens[at].end <= span.end else None
        return None

    def _phrase_before(self, low: int, end: int) -> _Speaker | None:
        """The name or description that ends with token `end`."""
        tokens = self.tokens
        token = tokens[end]
        if token.low in _PRONOUNS:
            if token.low == "who" and end > low:
                before = end - 2 if tokens[end - 1].kind == _COMMA else end - 1
                return self._phrase_before(low, before) if before >= low and tokens[before].kind == _WORD else None
            return None if token.low == "you" else _Speaker(end, end)
        if _determiner(token.low) and token.low not in ("one", "many", "some", "others", "another", "both"):
            return None
        if token.low in _PREPOSITIONS or token.low in load_set("quote_boundaries"):
            return None
        first = self._name_start(low, end) if token.capital else self._description_start(low, end)
        if first - 2 >= low and tokens[first - 1].low == "and" and tokens[first - 2].kind == _WORD:
            other = self._phrase_before(low, first - 2)
            if other is not None and (other.first == low or tokens[other.first - 1].kind != _WORD):
                return _Speaker(other.first, end)
        return _Speaker(first, end)

    def _name_start(self, low: int, end: int) -> int:
        tokens = self.tokens
        first = end
        while first - 1 >= low and tokens[first - 1].kind == _WORD:
            before = tokens[first - 1]
            if before.capital and not _time(before.low) and not (before.low in _PREPOSITIONS or _adverb(before)):
                if before.low in load_set("quote_boundaries"):
                    break
                first -= 1
            elif before.low in _NAME_LINKS and first - 2 >= low and tokens[first - 2].capital and before.low != "and":
                if before.low == "the":
                    break
                first -= 2
            else:
                break
        # "a spokesman for the Taliban": the name belongs to the description of somebody else.
        at = first - 1
        if at >= low and tokens[at].low in ("the", "a", "his", "her", "their", "its"):
            at -= 1
        if at - 1 >= low and tokens[at].low in _LINKS and not tokens[at].capital and _head(tokens[at - 1].low):
            return self._description_start(low, at - 1)
        if first - 1 >= low and tokens[first - 1].low == "the":
            first -= 1
        return first

    def _description_start(self, low: int, end: int) -> int:
        tokens = self.tokens
        first = end
        while first - 1 >= low and end - first < 16 and tokens[first - 1].kind == _WORD:
            before = tokens[first - 1]
            if before.low in load_set("quote_boundaries") or before.low == "and" or _time(before.low):
                break
            if before.low in _PREPOSITIONS:
                if before.low in _LINKS and first - 2 >= low and _head(tokens[first - 2].low):
                    first -= 2
                    continue
                break
            if before.low in _verbs() and not before.capital:
                break
            first -= 1
            if _determiner(before.low):
                linked = first - 2 >= low and tokens[first - 1].low in _LINKS and _head(tokens[first - 2].low)
                if not linked:
                    break
                first -= 2
        return first

    # --- what

    def _place(self, low: int, at: int, high: int, verb: _Verb, speaker: _Speaker) -> None:
        """Whether what was said stands before the speaker or after the verb."""
        tokens = self.tokens
        edge = speaker.first - 1
        right = self._right(at, high, verb)
        left = edge >= low and tokens[edge].kind in (_COMMA, _SPEECH, _FRAGMENT, _DASH)
        if left and "c" in verb.frames:
            quoted = edge if tokens[edge].kind in (_SPEECH, _FRAGMENT) else edge - 1
            is_quoted = quoted >= low and tokens[quoted].kind in (_SPEECH, _FRAGMENT)
            finished = (
                is_quoted and tokens[quoted].kind == _SPEECH and (tokens[quoted].low in ",?!…—-." or quoted != edge)
            )
            explicit = right is not None and (
                tokens[right].kind in (_SPEECH, _COLON) or tokens[right - 1].low == "that" or right == at + 1
            )
            parenthetical = at + 1 < high and tokens[at + 1].kind == _COMMA
            intro = not is_quoted and self._introduction(low, edge)
            if finished or (parenthetical and not intro) or (not intro and not explicit and edge - low >= 3):
                self._left(low, edge, speaker, at, after=at + 1, high=high)
                return
        elif speaker.first == low and low > 0 and tokens[low - 1].kind == _SOFT_STOP and right is None:
            if tokens[low - 2].kind in (_SPEECH, _FRAGMENT) and low - 2 not in self.used and "c" in verb.frames:
                self._left(low - 2, low - 2, speaker, at, after=at + 1, high=high)
                return
        if right is not None and (verb.sort != "think" or tokens[right].kind in (_SPEECH, _FRAGMENT)):
            self._add(right, self._right_end(right, high), speaker, tokens[at].low, at)

    def _introduction(self, low: int, edge: int) -> bool:
        """Whether the words before the comma at `edge` only introduce: "In a statement, ...", "Asked why, ..."."""
        first = self.tokens[low]
        if edge - low <= 1:
            return True
        return first.kind == _WORD and (
            first.low in _PREPOSITIONS
            or first.low in load_set("quote_boundaries")
            or first.low
            in ("but", "and", "however", "meanwhile", "asked", "still", "last", "earlier", "later", "echoing")
            or first.low.endswith("ing")
            or first.low.endswith("ly")
        )

    def _left(self, low: int, edge: int, speaker: _Speaker, at: int, *, after: int, high: int) -> None:
        """What was said ends at `edge`; it may go on after the attribution."""
        tokens = self.tokens
        end = edge + 1 if tokens[edge].kind in (_SPEECH, _FRAGMENT) else edge
        start = end - 1
        if start < low or start < 0:
            return
        if tokens[start].kind == _SPEECH and (start == low or tokens[start - 1].kind != _WORD):
            # Sentences of the same speech before this one, each in marks of its own.
            while start - 2 >= 0 and tokens[start - 1].kind == _SOFT_STOP and tokens[start - 2].kind == _SPEECH:
                if start - 2 in self.used:
                    break
                start -= 2
        else:
            start = self._clause_start(low, end)
        # Over the rest of the attribution: "he told reporters on Friday", "who leads the talks".
        following = after
        while following < high and tokens[following].kind not in (_SPEECH, _FRAGMENT, _BREAK):
            following += 1
        quoted = tokens[end - 1].kind in (_SPEECH, _FRAGMENT)
        if (
            following < high
            and tokens[following].kind == _SPEECH
            and tokens[following - 1].kind in (_COMMA, _DASH, _COLON)
        ):
            verbs_between = any(
                tokens[i].low in _verbs() and _verbs()[tokens[i].low].form in ("participle", "past")
                for i in range(after, following)
            )
            if quoted and not verbs_between:
                end = self._speech_end(following)
        elif following < high and quoted and tokens[following].kind == _FRAGMENT and following == after + 1:
            if tokens[after].kind in (_COMMA, _DASH):
                end = following + 1
        elif not quoted and after + 1 < high and tokens[after].kind == _COMMA and tokens[after + 1].kind == _WORD:
            opened = tokens[after + 1]
            if (
                not opened.low.endswith("ing")
                and opened.low not in _RELATIVES
                and opened.low
                not in (
                    "a",
                    "an",
                    "in",
                    "as",
                    "after",
                    "according",
                    "but",
                    "while",
                    "and",
                    "on",
                    "at",
                )
            ):
                end = high
        elif high + 1 < len(tokens) and quoted and tokens[high].kind in (_STOP, _SOFT_STOP):
            if tokens[high + 1].kind == _SPEECH and not self._has_own_attribution(high + 1):
                end = self._speech_end(high + 1)
        self._add(start, end, speaker, tokens[at].low, at)

    def _speech_end(self, at: int) -> int:
        """The token after the speech that begins with the quotation at `at` and may go on in further ones."""
        tokens = self.tokens
        end = at + 1
        while end + 1 < len(tokens) and tokens[end].kind == _SOFT_STOP and tokens[end + 1].kind == _SPEECH:
            if self._has_own_attribution(end + 1):
                break
            end += 2
        return end

    def _has_own_attribution(self, at: int) -> bool:
        tokens = self.tokens
        if tokens[at].low == ",":
            return True
        return at + 1 < len(tokens) and tokens[at + 1].kind in (_WORD, _COMMA)

    def _right(self, at: int, high: int, verb: _Verb) -> int | None:
        """Where what was said begins after the verb; None if nothing there was said."""
        tokens = self.tokens
        begin = at + 1
        while begin < high and tokens[begin].kind == _WORD and _adverb(tokens[begin]) and tokens[begin].low != "on":
            begin += 1
        if begin >= high:
            return None
        if "p" in verb.frames or "u" in verb.frames:
            introduced = self._introduced(begin, high, reach=14)
            if introduced is not None:
                return introduced
            if "u" in verb.frames:
                to = next((i for i in range(begin, min(high, begin + 16)) if tokens[i].low == "to"), None)
                called = tokens[at].low.startswith("call") and tokens[begin].low in ("for", "on", "upon")
                if called or (to is not None and to > begin):
                    return begin + 1 if called else begin
                if "p" not in verb.frames:
                    return self._fragment(begin, high)
            return self._after_person(begin, high)
        token = tokens[begin]
        if token.kind in (_SPEECH, _FRAGMENT):
            return begin
        introduced = self._introduced(begin, high, reach=3 if "c" in verb.frames else 1)
        if introduced is not None:
            return introduced
        if "t" in verb.frames and token.low == "to":
            return begin
        if token.kind != _WORD:
            return None
        if "c" in verb.frames:
            if token.low in _PREPOSITIONS or _time(token.low):
                return self._over_phrase(begin, high)
            if high - begin >= 2:
                return begin
            return None
        if "o" in verb.frames and high - begin >= 2:
            return self._fragment(begin, high) or begin
        return None

    def _fragment(self, begin: int, high: int) -> int | None:
        return next((i for i in range(begin, high) if self.tokens[i].kind in (_FRAGMENT, _SPEECH)), None)

    def _introduced(self, begin: int, high: int, *, reach: int) -> int | None:
        """Behind the first "that", colon or speech among the next tokens."""
        tokens = self.tokens
        for at in range(begin, min(high, begin + reach)):
            token = tokens[at]
            if token.low == "that" and token.kind == _WORD and at + 1 < high:
                return at + 1
            if token.kind == _COLON and at + 1 < high:
                return at + 1
            if token.kind == _SPEECH or (token.kind == _FRAGMENT and at == begin):
                return at
            if token.kind == _COMMA and not (at + 1 < high and tokens[at + 1].kind == _SPEECH):
                return None
            if token.kind == _BREAK:
                return None
        return None

    def _over_phrase(self, begin: int, high: int) -> int | None:
        """Over "on Friday", "in a statement": the clause begins behind it."""
        tokens = self.tokens
        introduced = self._introduced(begin, high, reach=22)
        if introduced is not None:
            return introduced
        at = begin
        while (
            at < high and tokens[at].kind == _WORD and (_time(tokens[at].low) or tokens[at].low in ("on", "in", "at"))
        ):
            if tokens[at].low in ("in", "at") and not (at + 1 < high and _time(tokens[at + 1].low)):
                break
            at += 1
        if at > begin and high - at >= 3 and tokens[at].kind == _WORD and tokens[at].low not in _PREPOSITIONS:
            return at
        # A phrase, then a subject of its own: a pronoun, a determiner or a name after a plain noun.
        for at in range(begin + 2, min(high - 2, begin + 10)):
            token = tokens[at]
            if token.kind != _WORD:
                return None
            opens = token.low in _PRONOUNS or (_determiner(token.low) and tokens[at - 1].low not in _PREPOSITIONS)
            if opens or (
                token.capital
                and not tokens[at - 1].capital
                and tokens[at - 1].low not in _PREPOSITIONS
                and not _determiner(tokens[at - 1].low)
                and not _time(token.low)
            ):
                return at
        return None

    def _after_person(self, begin: int, high: int) -> int | None:
        """Behind the person told: "told reporters the talks ..."."""
        tokens = self.tokens
        at = begin
        if tokens[at].kind != _WORD:
            return None
        if tokens[at].low in ("him", "her", "them", "me", "us", "you", "it"):
            at += 1
        elif tokens[at].capital or (_determiner(tokens[at].low) and at + 1 < high and tokens[at + 1].capital):
            at += 1
            while at < high and tokens[at].kind == _WORD and tokens[at].capital and tokens[at - 1].low != "the":
                at += 1
        else:
            at += 1
            while (
                at < high
                and tokens[at].kind == _WORD
                and not (tokens[at].capital or tokens[at].low in _PRONOUNS or _determiner(tokens[at].low))
            ):
                at += 1
        if at < high and tokens[at].kind == _WORD and (tokens[at].low in _PREPOSITIONS or _time(tokens[at].low)):
            over = self._over_phrase(at, high)
            return over
        return at if high - at >= 3 and tokens[at].kind == _WORD else None

    def _right_end(self, start: int, high: int) -> int:
        """Where what was said after the verb ends: with the speech, else with the sentence or the next verb of saying."""
        tokens = self.tokens
        if tokens[start].kind == _SPEECH:
            end = self._speech_end(start)
            if end < len(tokens) and end == start + 1 and tokens[end].low in ("and", "but") and end + 1 < high:
                later = [i for i in range(end, high) if tokens[i].kind in (_SPEECH, _FRAGMENT)]
                own = any(tokens[i].low in _verbs() for i in range(end, high) if tokens[i].kind == _WORD)
                if later and not own:
                    return later[-1] + 1
            return end
        for at in range(start + 2, high - 1):
            token, following = tokens[at], tokens[at + 1]
            if token.kind == _COMMA:
                if following.low == "according":
                    return at
                verb = _verbs().get(following.low)
                if verb and verb.form == "participle" and verb.sort != "think":
                    return at
                word = tokens[at + 2] if at + 2 < high else None
                if following.low in ("and", "but") and word is not None and word.low in _verbs():
                    return at
            elif token.low in ("and", "but") and following.low in _verbs():
                if _verbs()[following.low].form in ("past", "present") and "c" in _verbs()[following.low].frames:
                    return at
        return high

    # --- adding

    def _add(self, start: int, end: int, speaker: _Speaker, cue: str, at: int) -> None:
        name, span = self._identify(speaker)
        self._add_quote(start, end, name, span, at, cue=cue)

    def _add_quote(
        self, start: int, end: int, speaker: str | None, speaker_span: Span | None, at: int, *, cue: str = ""
    ) -> None:
        tokens = self.tokens
        pieces = [tokens[i] for i in range(start, end) if tokens[i].kind not in (_STOP, _SOFT_STOP)]
        if not pieces:
            return
        quoted = [token.kind in (_SPEECH, _FRAGMENT) for token in pieces if token.kind in (_WORD, _SPEECH, _FRAGMENT)]
        if not quoted:
            return
        first, last = pieces[0], pieces[-1]
        begin = first.start + 1 if first.kind in (_SPEECH, _FRAGMENT) else first.start
        close = _content_end(self.prose, Span(begin, last.end)) if last.kind in (_SPEECH, _FRAGMENT) else last.end
        if close <= begin:
            return
        # The attribution between two pieces of direct speech does not make it mixed.
        ends_quoted = first.kind == _SPEECH and last.kind in (_SPEECH, _FRAGMENT)
        kind: Literal["direct", "indirect", "mixed"] = (
            "direct" if all(quoted) or ends_quoted else "mixed" if any(quoted) else "indirect"
        )
        self.used.update(i for i in range(start, end) if tokens[i].kind in (_SPEECH, _FRAGMENT))
        quote = Quote(Span(begin, close), speaker, speaker_span, kind, cue or tokens[at].low)
        self.quotes.append(quote)
        self.last, self.last_paragraph = quote, self.paragraph

    def _identify(self, speaker: _Speaker) -> tuple[str | None, Span]:
        """The speaker's name if the phrase is one or ends with one, else the phrase."""
        tokens = self.tokens
        span = Span(tokens[speaker.first].start, tokens[speaker.last].end)
        low = tokens[speaker.first].low
        if speaker.first == speaker.last and low.partition("'")[0] in _PRONOUNS:
            return self._resolve(low.partition("'")[0], span)
        text = span.of(self.prose)
        if text.endswith(("’s", "'s")):
            span = Span(span.start, span.end - 2)
        at = bisect_left(self.starts, span.end) - 1
        while at >= 0 and self.mentions[at].span.end > span.start:
            mention = self.mentions[at]
            if mention.span.end >= span.end - 1 and mention.span.start >= span.start - 40:
                described = any(
                    _head(tokens[i].low) and tokens[i + 1].low in _LINKS
                    for i in range(speaker.first, speaker.last)
                    if tokens[i].start < mention.span.start
                )
                if not described and " and " not in self.prose[span.start : mention.span.start]:
                    return mention.name, mention.span
                break
            at -= 1
        return " ".join(span.of(self.prose).split()), span

    def _resolve(self, pronoun: str, span: Span) -> tuple[str | None, Span]:
        """A pronoun's name where only one person can be meant; else the pronoun itself."""
        last = self.last
        if pronoun in _PERSON_PRONOUNS and last and last.speaker and self.paragraph - self.last_paragraph <= 2:
            name = last.speaker
            if name.lower() not in _PRONOUNS and self._only_person_since(last, span.start):
                return name, span
        return span.of(self.prose), span

    def _only_person_since(self, last: Quote, end: int) -> bool:
        begin = last.speaker_span.start if last.speaker_span else last.span.start
        first, stop = bisect_left(self.starts, begin), bisect_right(self.starts, end)
        persons = {mention.name for mention in self.mentions[first:stop] if mention.kind == "person"}
        return not persons - {last.speaker}

    # --- quotations without a verb

    def _unclaimed(self) -> None:
        tokens = self.tokens
        for at, token in enumerate(tokens):
            if token.kind not in (_SPEECH, _FRAGMENT) or at in self.used:
                continue
            if at + 2 < len(tokens) and tokens[at + 1].kind in (_DASH, _SOFT_STOP):
                dash = at + 1 if tokens[at + 1].kind == _DASH else at + 2
                if tokens[dash].kind == _DASH and dash + 1 < len(tokens):
                    speaker = self._speaker_after(dash + 1, len(tokens))
                    if speaker is not None and tokens[speaker.first].capital:
                        self._add(at, at + 1, speaker, "—", dash)
                        continue
            if token.kind != _SPEECH:
                continue
            if at >= 2 and tokens[at - 1].kind == _COLON and tokens[at - 2].kind == _WORD and tokens[at - 2].capital:
                speaker = self._phrase_before(0, at - 2)
                if speaker is not None:
                    self._add(at, self._speech_end(at), speaker, ":", at - 1)
                    continue
            near = self.last is not None and self.paragraph - self.last_paragraph <= 1
            if near and self.last is not None and (at == 0 or self.last_paragraph == self.paragraph):
                alone = at == 0 or tokens[at - 1].kind in (_STOP, _SOFT_STOP)
                if alone:
                    self._add_quote(
                        at, self._speech_end(at), self.last.speaker, self.last.speaker_span, at, cue=self.last.cue
                    )


def _content_end(prose: str, inner: Span) -> int:
    """The end of `inner` without a closing mark and white space."""
    end = inner.end
    while end > inner.start and (prose[end - 1].isspace() or prose[end - 1] in "\"”“»«’'‘"):
        end -= 1
    return end
