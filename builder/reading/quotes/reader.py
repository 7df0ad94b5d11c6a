"""Quotes, found paragraph after paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from builder.reading.names import Mention
from builder.reading.quotes.additions import opens_with_phrase
from builder.reading.quotes.claims import CLAIMING, find_claim
from builder.reading.quotes.contents import (
    clause_start,
    last_fragment,
    said_after,
    said_until,
    speech_end,
    verb_not_noun,
)
from builder.reading.quotes.marks import Quotation, content_end, content_start, find_quotations
from builder.reading.quotes.people import People
from builder.reading.quotes.placement import (
    after_time,
    clause_behind,
    has_verb,
    is_fragment,
    is_heading,
    speech_behind,
    stands_before,
)
from builder.reading.quotes.quote import Quote
from builder.reading.quotes.speakers import (
    LONGEST_AS,
    SAME,
    Speaker,
    inside_commas,
    inverted_speaker,
    no_source,
    phrase_before,
    quoted_speaker,
    speaker_after,
    speaker_at,
    speaker_before,
    subject_of_sentence,
    trimmed,
)
from builder.reading.quotes.tokens import (
    COLON,
    COMMA,
    DASH,
    FRAGMENT,
    SOFT_STOP,
    SPEECH,
    STOP,
    WORD,
    Token,
    divide,
    tokenise,
)
from builder.reading.quotes.vocabulary import (
    BE,
    BEFORE_PARTICIPLE,
    DETERMINERS,
    HEADS,
    PRONOUNS,
    RELAYS,
    TIMES,
    VERBS,
    WRITINGS,
    Verb,
    adverb,
)
from builder.reading.roles import Role
from builder.text import Span


def find_quotes(
    prose: str, sentences: tuple[Span, ...], mentions: tuple[Mention, ...], roles: tuple[Role, ...] = ()
) -> tuple[Quote, ...]:
    """What people are reported to have said, ordered by place; a quote may lie within another one.

    `roles` tell whom "the Peruvian president" means.
    """
    paragraphs = divide(prose, sentences)
    quotations = find_quotations(prose, paragraphs)
    reader = _Reader(prose, People.of(prose, mentions, quotations, roles))
    at_sentence = at_quotation = 0
    for number, paragraph in enumerate(paragraphs):
        first = at_sentence
        while at_sentence < len(sentences) and sentences[at_sentence].start < paragraph.end:
            at_sentence += 1
        first_quotation = at_quotation
        while at_quotation < len(quotations) and quotations[at_quotation].outer.start < paragraph.end:
            at_quotation += 1
        reader.read(
            tokenise(prose, sentences[first:at_sentence], quotations[first_quotation:at_quotation]),
            quotations[first_quotation:at_quotation],
            number,
        )
    return tuple(sorted(reader.quotes, key=lambda quote: (quote.span, quote.cue)))


# No writer puts more into a sentence; what does is not prose, and each verb costs a walk through its sentence.
_MOST_VERBS = 16
# Words between a verb and the colon that ends its paragraph: "she told reporters on Friday:".
_MOST_BEFORE_COLON = 12
# Words of a clause that somebody may have said.
_SHORTEST = 3
_REPORTING = frozenset((*VERBS, *CLAIMING, "according"))
# Determiners that nobody is called by alone.
_NOBODY = DETERMINERS - PRONOUNS
# The frames in which a noun says what was said.
_NAMING = frozenset("nra")
_COORDINATORS = frozenset(("and", "but", "or"))


@dataclass(slots=True)
class _Reader:
    """Reads paragraph after paragraph; remembers who spoke last, for pronouns and for quotations that go on."""

    prose: str
    people: People
    quotes: list[Quote] = field(default_factory=list)
    last: Quote | None = None
    last_paragraph: int = -9
    went_on: bool = False
    # Who, where and with what verb, if the paragraph before ended with "she said:".
    announced: tuple[str, Span, str] | None = None
    begins: list[int] = field(default_factory=list)
    # The paragraph at hand: its number, tokens, and which of them are quotations that somebody has been given.
    paragraph: int = 0
    tokens: list[Token] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    # Where what the sentence attributes at its end begins and ends: no quote within it reaches over that.
    closed: list[tuple[int, int]] = field(default_factory=list)

    def read(self, tokens: list[Token], quotations: Sequence[Quotation], number: int) -> None:
        self.tokens, self.used, self.paragraph = tokens, set(), number
        if not tokens:
            return
        self._go_on(quotations)
        self._announced()
        self.begins = [*self.begins[-2:], tokens[0].start]
        low = 0
        reporting: list[int] = []
        for at, (kind, _, _, word, _) in enumerate(tokens):
            if kind == WORD:
                if word in _REPORTING:
                    reporting.append(at)
            elif kind in (STOP, SOFT_STOP):
                self._sentence(low, at, reporting)
                low = at + 1
                reporting = []
        self._sentence(low, len(tokens), reporting)
        if quotations:
            self._unclaimed()
        self._signed()
        self.went_on = bool(quotations) and quotations[-1].goes_on

    def _go_on(self, quotations: Sequence[Quotation]) -> None:
        """A paragraph that opens again continues the quote whose mark the paragraph before left open."""
        if not (self.went_on and self.last and quotations and self.tokens[0].kind in (SPEECH, FRAGMENT)):
            return
        for number in range(len(self.quotes) - 1, -1, -1):
            if self.quotes[number] is self.last:
                end = content_end(self.prose, quotations[0].inner)
                self._replace(number, Span(self.last.span.start, max(end, self.last.span.end)))
                self.last_paragraph = self.paragraph
                self.used.add(0)
                return

    def _announced(self) -> None:
        """A paragraph behind "she said:" is what she said, in marks or set apart without any."""
        if self.announced is None:
            return
        name, span, cue = self.announced
        self.announced = None
        end = speech_end(self.tokens, 0) if self.tokens[0].kind == SPEECH else len(self.tokens)
        if self.tokens[0].kind == FRAGMENT:
            return
        before = len(self.quotes)
        self._add_quote(0, end, name, span, 0, cue=cue)
        if len(self.quotes) > before:
            self.last = self.quotes[-1] = replace(self.quotes[-1], kind="direct")

    def _sentence(self, low: int, high: int, reporting: Sequence[int]) -> None:
        """`reporting` are the words in it that may report what somebody said."""
        tokens = self.tokens
        before = len(self.quotes)
        for at in reporting[:_MOST_VERBS]:
            word, following = tokens[at].low, tokens[at + 1].low if at + 3 < high else ""
            if word == "according" and following == "to":
                self._according(low, at, high)
            elif word in CLAIMING and following in ("that", "by"):
                claim = find_claim(tokens, low, at, high)
                if claim is not None:
                    self._add(claim.start, said_until(tokens, claim.start, high), claim.speaker, word, at)
            verb = VERBS.get(word)
            if verb is not None:
                self._verb(low, at, high, verb, before)
        self._cut_at_closing(before)

    def _cut_at_closing(self, before: int) -> None:
        """Let no quote of this sentence reach over an attribution at its end: "A said that ..., B told reporters"."""
        for number in range(before, len(self.quotes)):
            quote = self.quotes[number]
            for start, end in self.closed:
                inside = start <= quote.span.start < end < quote.span.end
                if inside and (quote.speaker_span is None or quote.speaker_span.start < end):
                    self._replace(number, Span(quote.span.start, end))
                    break
        self.closed.clear()

    def _replace(self, number: int, span: Span) -> None:
        quote = replace(self.quotes[number], span=span)
        if self.last is self.quotes[number]:
            self.last = quote
        self.quotes[number] = quote

    def _according(self, low: int, at: int, high: int) -> None:
        speaker = speaker_after(self.tokens, at + 2, high)
        if speaker is None or no_source(self.tokens, speaker):
            return
        end = speaker.last + 1
        if at - low <= 1:
            comma = next((i for i in range(end, min(high, end + 30)) if self.tokens[i].kind == COMMA), None)
            if comma is not None and high - comma > 3:
                self._add(comma + 1, high, speaker, "according to", at)
            return
        stop = at - 1 if self.tokens[at - 1].kind in (COMMA, DASH) else at
        if self.tokens[stop - 1].low in VERBS and "c" in VERBS[self.tokens[stop - 1].low].frames:
            return  # "he said, according to the official": said by him already
        start = clause_start(self.tokens, low, stop)
        if not has_verb(self.prose, self.tokens, start, stop):
            # "The aim, according to the letter, is ..."
            stop = clause_behind(self.prose, self.tokens, start, stop, after=end, high=high)
        if not self._relayed(start, stop, speaker):
            self._add(start, stop, speaker, "according to", at)

    def _relayed(self, start: int, end: int, speaker: Speaker) -> bool:
        """Whether the clause itself says who said it: "Khan said that ..., the agency reported"."""
        tokens = self.tokens
        if not any(tokens[at].low in RELAYS for at in range(speaker.first, speaker.last + 1)):
            return False
        inner = self.quotes[-1].speaker_span if self.quotes else None
        return inner is not None and tokens[start].start <= inner.start and inner.end <= tokens[end - 1].end

    def _verb(self, low: int, at: int, high: int, verb: Verb, before: int) -> None:
        tokens = self.tokens
        previous = tokens[at - 1] if at > low else None
        if previous is None and verb.form != "participle":
            return
        if tokens[at].capital and at > low and (verb.noun or previous is None or not previous.capital):
            return
        if verb.form == "participle" and not (previous and previous.low in BE):
            self._participle(low, at, high, verb, before)
            return
        assert previous is not None
        speaker = inverted_speaker(self.tokens, low, at, high, verb)
        if speaker is not None:
            self._left(low, at - 1, speaker, at, after=speaker.last + 1, high=high)
            return
        found = speaker_before(self.tokens, low, at)
        if found is SAME:
            found = self._just_spoke(low) or subject_of_sentence(tokens, low, at, high)
            if found is not None and found.first > low and tokens[found.first - 1].kind in (SPEECH, FRAGMENT):
                self._right(at, high, verb, found, said_after(tokens, at, high, verb))
                return
        if found is None:
            return
        infinitive = verb.form == "base" and previous.low == "to"  # "went on to call"
        unclear = verb.noun and verb.form != "past" and not infinitive
        if unclear and not verb_not_noun(tokens, at, high, verb, found):
            return
        self._place(low, at, high, verb, found)

    def _participle(self, low: int, at: int, high: int, verb: Verb, before: int) -> None:
        """ ", adding that ...": said by whoever the sentence is about."""
        tokens = self.tokens
        before_adverb = at - 1 if at > low and not adverb(tokens[at - 1]) else at - 2
        previous = tokens[before_adverb] if before_adverb >= low else None
        if previous is not None and self._own_participle(low, at, high, verb, previous):
            return
        allowed = previous is None or previous.kind in (COMMA, DASH, SPEECH, FRAGMENT)
        allowed = allowed or previous is None or previous.low in BEFORE_PARTICIPLE or previous.low in WRITINGS
        if not allowed or (verb.noun and previous is not None and previous.kind not in (COMMA, DASH)):
            return
        start = said_after(self.tokens, at, high, verb)
        quoted = quoted_speaker(tokens, low, at) if previous is not None and previous.low == "as" else None
        if start is None and quoted is not None and tokens[low].kind == SPEECH:
            self._left(low, low, quoted, at, after=at + 1, high=high)  # "“No,” the agency quoted him as saying"
        if start is None or verb.sort == "think":
            return
        if quoted is not None:
            self._add(start, said_until(tokens, start, high), quoted, tokens[at].low, at)
            return
        if previous is None or (previous.low in WRITINGS and opens_with_phrase(tokens, low)):
            # "Calling it ..., he said", "In a letter confirming it, he said": up to the comma.
            high = next((i for i in range(start, high) if tokens[i].kind == COMMA or tokens[i].low == ","), high)
            high += tokens[min(high, len(tokens) - 1)].kind in (SPEECH, FRAGMENT)
        quote = self.quotes[-1] if len(self.quotes) > before else None
        if quote is not None and quote.speaker_span is not None and quote.speaker_span.start >= tokens[low].start:
            self._add_quote(start, said_until(self.tokens, start, high), quote.speaker, quote.speaker_span, at)
            return
        speaker = subject_of_sentence(self.tokens, low, at, high)
        if speaker is not None:
            self._add(start, said_until(self.tokens, start, high), speaker, tokens[at].low, at)

    def _own_participle(self, low: int, at: int, high: int, verb: Verb, previous: Token) -> bool:
        """`with Khan saying that ...`: a participle with a subject of its own."""
        tokens = self.tokens
        if previous.kind != WORD or verb.noun or previous.low in TIMES:
            return False
        if not previous.capital and (previous.low not in HEADS or previous.low in WRITINGS):
            return False
        start = said_after(tokens, at, high, verb)
        speaker = phrase_before(tokens, low, at - 1)
        if start is None or speaker is None:
            return False
        beside = speaker.first > low and tokens[speaker.first - 1].low == "with"
        if not (beside or tokens[start].kind in (SPEECH, FRAGMENT) or tokens[start - 1].low == "that"):
            return False
        self._add(start, said_until(tokens, start, high), speaker, tokens[at].low, at)
        return True

    def _just_spoke(self, low: int) -> Speaker | None:
        span = self.quotes[-1].speaker_span if self.quotes else None
        return speaker_at(self.tokens, low, span) if span is not None else None

    def _place(self, low: int, at: int, high: int, verb: Verb, speaker: Speaker) -> None:
        """Whether what was said stands before the speaker or after the verb."""
        tokens = self.tokens
        edge = speaker.first - 1
        right = said_after(tokens, at, high, verb)
        if edge >= low and tokens[edge].low == "as":
            put = "i" in verb.frames and at + 1 < high and tokens[at + 1].low == "it"
            if (put or (right is None and "c" in verb.frames)) and self._as_said(low, at, high, speaker):
                return
        if "c" in verb.frames:
            after = after_time(tokens, at + 1, high)
            if edge >= low and tokens[edge].kind in (COMMA, SPEECH, FRAGMENT, DASH):
                if stands_before(self.prose, tokens, low, edge, right=right, verb=verb, at=at, after=after, high=high):
                    self._left(low, edge, speaker, at, after=after, high=high)
                    return
                if tokens[edge].kind in (SPEECH, FRAGMENT) and right is None:
                    return  # "the “first step” deal announced on Friday": nobody speaks
            elif speaker.first == low and right is None and self._speech_before(low):
                self._left(low - 2, low - 2, speaker, at, after=at + 1, high=high)
                return
        if right is None and tokens[high - 1].kind == COLON and high - at <= _MOST_BEFORE_COLON:
            if "c" in verb.frames and verb.sort != "think" and high + 1 >= len(tokens):
                self.announced = (*self._identify(speaker), tokens[at].low)
            return
        self._right(at, high, verb, speaker, right)

    def _right(self, at: int, high: int, verb: Verb, speaker: Speaker, right: int | None) -> None:
        tokens = self.tokens
        if right is None or (verb.sort == "think" and tokens[right].kind not in (SPEECH, FRAGMENT)):
            return
        piece_only = "c" not in verb.frames and tokens[right].kind == FRAGMENT
        if inside_commas(tokens, at):
            high = next((i for i in range(right + 1, high) if tokens[i].kind == COMMA), high)
        until = last_fragment(tokens, right, high) if piece_only else said_until(tokens, right, high)
        self._add(right, until, speaker, tokens[at].low, at)

    def _as_said(self, low: int, at: int, high: int, speaker: Speaker) -> bool:
        """`as she put it`: behind the comma what was said, if it begins the sentence; else what stands before it."""
        tokens = self.tokens
        begins = speaker.first - 1
        comma = next((i for i in range(at + 1, min(high, at + LONGEST_AS)) if tokens[i].kind == COMMA), None)
        stop = begins - 1
        quoted = stop >= low and tokens[stop].kind in (SPEECH, FRAGMENT)
        if not quoted and (begins == low or (begins - low <= 2 and tokens[stop].kind != WORD)):
            if comma is None or high - comma <= 3:
                return False
            self._add(comma + 1, high, speaker, tokens[at].low, at)
            return True
        if quoted:
            self._add(stop, stop + 1, speaker, tokens[at].low, at)
        elif tokens[stop].kind == COMMA and stop - low >= _SHORTEST:
            self._add(clause_start(tokens, low, stop), stop, speaker, tokens[at].low, at)
        else:
            return False
        return True

    def _speech_before(self, low: int) -> bool:
        """Whether the sentence before is nothing but a speech that nobody has been given: "“Why?” Khan asked."."""
        tokens = self.tokens
        if low < 2 or tokens[low - 1].kind != SOFT_STOP or low - 2 in self.used:
            return False
        return tokens[low - 2].kind in (SPEECH, FRAGMENT)

    def _left(self, low: int, edge: int, speaker: Speaker, at: int, *, after: int, high: int) -> None:
        """What was said ends at `edge`; it may go on behind the attribution, which `after` is the end of."""
        tokens = self.tokens
        end = edge + 1 if tokens[edge].kind in (SPEECH, FRAGMENT) else edge
        start = end - 1
        if start < max(low, 0):
            return
        if tokens[start].kind == SPEECH and (start == low or tokens[start - 1].kind != WORD):
            # Sentences of the same speech before this one, each in marks of its own.
            while start >= 2 and tokens[start - 1].kind == SOFT_STOP and tokens[start - 2].kind == SPEECH:
                if start - 2 in self.used:
                    break
                start -= 2
        else:
            start = clause_start(tokens, low, end)
        quoted = tokens[end - 1].kind in (SPEECH, FRAGMENT)
        if quoted:
            end = speech_behind(tokens, end, after, high)
        else:
            end = clause_behind(self.prose, tokens, start, end, after=after, high=high)
        if end <= edge + 1 and tokens[end - 1].end > tokens[start].start:
            self.closed.append((tokens[start].start, tokens[end - 1].end))
        if quoted or not self._relayed(start, end, speaker):
            self._add(start, end, speaker, tokens[at].low, at)

    def _add(self, start: int, end: int, speaker: Speaker, cue: str, at: int) -> None:
        if speaker.first == speaker.last and self.tokens[speaker.first].low in _NOBODY:
            return
        name, span = self._identify(speaker)
        self._add_quote(start, end, name, span, at, cue=cue)

    def _add_quote(
        self, start: int, end: int, speaker: str | None, speaker_span: Span | None, at: int, *, cue: str = ""
    ) -> None:
        tokens = self.tokens
        pieces = [tokens[i] for i in range(start, end) if tokens[i].kind not in (STOP, SOFT_STOP)]
        if not pieces:
            return
        quoted = [token.kind in (SPEECH, FRAGMENT) for token in pieces if token.kind in (WORD, SPEECH, FRAGMENT)]
        if not quoted:
            return
        while len(pieces) > 1 and start <= end and pieces[0].low in _COORDINATORS and pieces[0].capital:
            start, pieces = start + 1, pieces[1:]
        first, last = pieces[0], pieces[-1]
        begin = content_start(self.prose, first.start) if first.kind in (SPEECH, FRAGMENT) else first.start
        close = content_end(self.prose, Span(begin, last.end)) if last.kind in (SPEECH, FRAGMENT) else last.end
        if close <= begin:
            return
        # The attribution between two pieces of direct speech does not make it mixed.
        ends_quoted = first.kind == SPEECH and last.kind in (SPEECH, FRAGMENT)
        kind: Literal["direct", "indirect", "mixed"] = (
            "direct" if all(quoted) or ends_quoted else "mixed" if any(quoted) else "indirect"
        )
        verb = VERBS.get(tokens[at].low)
        named = verb is not None and not _NAMING.isdisjoint(verb.frames)
        if kind == "indirect" and not named and is_fragment(self.prose, tokens, start, end):
            return
        self.used.update(i for i in range(start, end) if tokens[i].kind in (SPEECH, FRAGMENT))
        quote = Quote(Span(begin, close), speaker, speaker_span, kind, cue or tokens[at].low)
        self.quotes.append(quote)
        self.last, self.last_paragraph = quote, self.paragraph

    def _identify(self, speaker: Speaker) -> tuple[str, Span]:
        speaker = trimmed(self.tokens, speaker)
        since = self.paragraph - self.last_paragraph
        return self.people.identify(self.tokens, speaker, self.last, since=since, begins=self.begins)

    def _unclaimed(self) -> None:
        tokens = self.tokens
        for at, token in enumerate(tokens):
            if token.kind not in (SPEECH, FRAGMENT) or at in self.used:
                continue
            if at + 2 < len(tokens) and tokens[at + 1].kind in (DASH, SOFT_STOP):
                dash = at + 1 if tokens[at + 1].kind == DASH else at + 2
                if tokens[dash].kind == DASH and dash + 1 < len(tokens):
                    speaker = speaker_after(self.tokens, dash + 1, len(tokens))
                    if speaker is not None and tokens[speaker.first].capital:
                        self._add(at, at + 1, speaker, "—", dash)
                        continue
            if token.kind != SPEECH:
                continue
            if at >= 2 and tokens[at - 1].kind == COLON and tokens[at - 2].kind == WORD and tokens[at - 2].capital:
                speaker = phrase_before(self.tokens, 0, at - 2)
                if speaker is not None:
                    self._add(at, speech_end(self.tokens, at), speaker, ":", at - 1)
                    continue
            near = self.last is not None and self.paragraph - self.last_paragraph <= 1
            if near and self.last is not None and (at == 0 or self.last_paragraph == self.paragraph):
                alone = at == 0 or tokens[at - 1].kind in (STOP, SOFT_STOP)
                # "“Why?” he was asked": whoever said so, it is told behind the marks.
                told = token.low in (",", "?", "!") and at + 1 < len(tokens) and tokens[at + 1].kind == WORD
                if alone and not told and not is_heading(self.prose, tokens, at):
                    self._add_quote(
                        at,
                        speech_end(self.tokens, at),
                        self.last.speaker,
                        self.last.speaker_span,
                        at,
                        cue=self.last.cue,
                    )

    def _signed(self) -> None:
        """A message set as a paragraph, its sender behind a dash: "... — Name (@name) May 1, 2020"."""
        tokens = self.tokens
        dash = next((at for at in range(len(tokens) - 1, max(0, len(tokens) - 24), -1) if tokens[at].kind == DASH), 0)
        named = dash and any(token.low.startswith("@") for token in tokens[dash:])
        if not named or dash < 4 or any(quote.span.start >= tokens[0].start for quote in self.quotes[-1:]):
            return
        speaker = speaker_after(self.tokens, dash + 1, len(tokens))
        if speaker is not None:
            name, span = self._identify(speaker)
            said = self.prose[tokens[0].start : tokens[dash].start].rstrip()
            end = tokens[0].start + len(said)
            self.quotes.append(Quote(Span(tokens[0].start, end), name, span, "direct", "—"))
