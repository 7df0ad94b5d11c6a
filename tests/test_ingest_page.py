"""Saved pages of several kinds, all invented: what they claim, what their text is, and what never gets out of them."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builder.ingest.bounded import read_bounded
from builder.ingest.claims import Claim, find_disagreements, split_claims
from builder.ingest.decoding import UnreadableError, decode, unpack, without_hidden
from builder.ingest.licences import rights_of
from builder.ingest.page import read_page
from builder.ingest.proposal import Proposal, propose
from builder.ingest.structured import structured_claims

FIRST = "Delegates of the Skarra Islands and of Morrow met in Bergen on Tuesday for a third round of talks on quotas."
LAST = "A fourth round will be held in June, the host said, and until then no nets will be cut by either side at sea."
BODY = f"<article><h1>Quota talks resume</h1><p>{FIRST}</p><p>{LAST}</p></article>"


def page(head: str = "", body: str = BODY, html: str = "<html>") -> str:
    return f'<!DOCTYPE html>{html}<head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def proposed(html: str, address: str | None = None) -> Proposal:
    return propose((), read_page(html, address).claims, {})


def values(html: str, address: str | None = None) -> dict[str, Any]:
    found = proposed(html, address).values
    return {key: [c.value for c in claims] if key == "authors" else claims[0].value for key, claims in found.items()}


def json_ld(data: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


WORDPRESS = json_ld(
    {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "@id": "https://herald.example/#org", "name": "Coast Herald"},
            {"@type": "Person", "@id": "#jane", "name": "Jane Roe"},
            {"@type": "WebPage", "@id": "https://herald.example/quota/", "url": "https://herald.example/quota/"},
            {
                "@type": ["Article", "NewsArticle"],
                "headline": "Quota talks &#8216;resume&#8217;",
                "author": {"@id": "#jane", "name": ""},
                "publisher": {"@id": "https://herald.example/#org"},
                "mainEntityOfPage": {"@id": "https://herald.example/quota/"},
                "datePublished": "2023-05-02T06:30:00+00:00",
                "dateModified": "2023-06-09T06:30:00+00:00",
                "inLanguage": "en-GB",
            },
        ],
    }
)
OPEN_GRAPH = """<title>Quota talks resume | Island Courier</title>
<meta property="og:title" content="Quota talks resume | Island Courier">
<meta property="og:site_name" content="Island Courier">
<meta property="og:url" content="https://courier.example/2023/05/02/quota">
<meta property="article:published_time" content="2023-05-02T08:30:00+0200"><meta property="og:locale" content="en_US">
<meta name="author" content="By Jane Roe and John Doe">"""
MICRODATA = (
    """<article itemscope itemtype="https://schema.org/NewsArticle"><h1>Quota talks resume</h1>
<time datetime="2023-05-02" itemprop="datePublished">2 May 2023</time>"""
    f"<p>{FIRST}</p><p>{LAST}</p></article>"
)


def test_a_graph_of_linked_data() -> None:
    assert values(page(WORDPRESS)) == {
        "title": "Quota talks ‘resume’",
        "url": "https://herald.example/quota/",
        "publisher": "Coast Herald",
        "published": "2023-05-02T06:30:00+00:00",
        "authors": ["Jane Roe"],
        "language": "en-GB",
    }


def test_meta_tags_for_previews() -> None:
    assert values(page(OPEN_GRAPH)) == {
        "title": "Quota talks resume",
        "url": "https://courier.example/2023/05/02/quota",
        "publisher": "Island Courier",
        "published": "2023-05-02T08:30:00+02:00",
        "authors": ["Jane Roe", "John Doe"],
        "language": "en-US",
    }


def test_a_time_element_and_the_page_s_language() -> None:
    found = values(page(body=MICRODATA, html='<html lang="fa">'))
    assert found == {"title": "Quota talks resume", "published": "2023-05-02", "language": "fa"}


def test_guesses_are_marked_as_such() -> None:
    head = (
        '<title>Quota talks resume - Island Courier</title><link rel="canonical" href="https://c.example/2023/5/2/x">'
    )
    body = BODY.replace("<h1>Quota talks resume</h1>", "")
    found = proposed(page(head, body))
    assert found.value("published") == "2023-05-02"
    assert found.guessed == ("title", "publisher", "published")


@pytest.mark.parametrize(
    ("comment", "url", "archived"),
    [
        (" saved from url=(0030)https://herald.example/quota/ ", "https://herald.example/quota/", None),
        ("\n Page saved with SingleFile \n url: https://herald.example/q \n", "https://herald.example/q", None),
        (
            " saved from url=(0099)https://web.archive.org/web/20230503000000/https://herald.example/q ",
            "https://herald.example/q",
            "https://web.archive.org/web/20230503000000/https://herald.example/q",
        ),
        (" saved from url=(0020)https://archive.ph/AbCd1 ", None, "https://archive.ph/AbCd1"),
    ],
)
def test_the_note_that_a_browser_leaves(comment: str, url: str | None, archived: str | None) -> None:
    found = values(f"<!-- a --><!DOCTYPE html><!--{comment}-->{page()[15:]}")
    assert (found.get("url"), found.get("archive_url")) == (url, archived)


def test_a_single_file_archive_of_a_browser() -> None:
    data = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://herald.example/quota\r\nSubject: Quota\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html"; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: https://herald.example/quota\r\n\r\n{page().replace('=', '=3D')}\r\n--b--\r\n"
    ).encode()
    found = read_bounded(data, page=False)
    assert found.is_page
    assert FIRST in found.text
    assert [claim.value for claim in found.claims if claim.key == "url"] == ["https://herald.example/quota"]


def test_an_archive_without_a_page_is_refused() -> None:
    with pytest.raises(UnreadableError, match="no page"):
        unpack(b"MIME-Version: 1.0\nContent-Type: image/png\n\nx\n")


UNSEEN = [
    "<script>SECRET()</script>",
    "<style>SECRET</style>",
    "<template><p>SECRET</p></template>",
    "<p hidden>SECRET</p>",
    '<p style="display: none">SECRET</p>',
    '<div style="position:absolute; left:-9999px"><p>SECRET</p></div>',
    '<p style="font-size:0px">SECRET</p>',
    '<p style="opacity:0">SECRET</p>',
    '<div style="position:fixed;inset:0">SECRET</div>',
    "<svg><text>SECRET</text></svg>",
    '<form><textarea>SECRET</textarea><input value="SECRET"></form>',
    '<div id="wm-ipp-base">SECRET</div>',
    "<!-- SECRET -->",
    '<img src=x onerror="SECRET()">',
    '<iframe srcdoc="SECRET"></iframe>',
]


@pytest.mark.parametrize("element", UNSEEN)
def test_what_nobody_saw_is_no_text(element: str) -> None:
    text = read_page(page(body=BODY.replace("</p><p>", f"</p>{element} and <p>", 1))).text
    assert "SECRET" not in text
    assert FIRST in text
    assert LAST in text


@pytest.mark.parametrize("style", ["font-size:0.9em", "opacity:0.8", "left:-9px", "color:red", "display:block"])
def test_what_was_seen_stays(style: str) -> None:
    assert LAST in read_page(page(body=BODY.replace(f"<p>{LAST}", f'<p style="{style}">{LAST}'))).text


ARABIC = "اجتمع وفدا الجزر في بيرغن يوم الثلاثاء لجولة ثالثة من المحادثات حول حصص الصيد في المنطقة"
RUSSIAN = "Делегации островов встретились в Бергене во вторник на третьем раунде переговоров о квотах."


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (f'<meta charset="windows-1256">{ARABIC}'.encode("cp1256"), ARABIC),
        (f"<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>{RUSSIAN}".encode("koi8-r"), RUSSIAN),
        (f'<?xml version="1.0" encoding="windows-1251"?><html>{RUSSIAN}'.encode("cp1251"), RUSSIAN),
        (f'<meta charset="latin-1">{ARABIC}'.encode(), ARABIC),
        (b'<meta charset="iso-8859-1">Caf\xe9 \x93talks\x94', "Café “talks”"),
        (b'<meta charset="utf-8">Caf\xe9 \x93talks\x94', "Café “talks”"),
        (b"\xef\xbb\xbf<meta charset='utf-16'>caf\xc3\xa9", "café"),
        ("café talks".encode("utf-16"), "café talks"),
        ("<p>plain talks</p>".encode("utf-16-le"), "plain talks"),
        (b'<meta charset="utf-7">+ADw-script+AD4-', "+ADw-script+AD4-"),
        (b'<meta charset="no-such-thing">Caf\xe9', "Café"),
        (b'<meta charset="base64">Caf\xe9', "Café"),
        (b"one\rtwo\r\nthree\0", "one\ntwo\nthree"),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    assert text in decode(data)


@pytest.mark.parametrize(
    "data", [b"", b" \n", b"%PDF-1.7 x", b"\x1f\x8b\x08", b"PK\x03\x04", b"\x89PNG\r\n", bytes(range(1, 32)) * 40]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r" \| "):
        decode(data)


@given(st.binary(max_size=400))
@example(b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n")
@example(b'\xff<meta charset="punycode">')
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with suppress(UnreadableError):
        unpacked = unpack(data)
        text = without_hidden(decode(unpacked.data, unpacked.charset))
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", text)


KEYS = st.sampled_from(["@graph", "@type", "@id", "author", "publisher", "name", "url"])
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner),
    max_leaves=12,
)


@given(JSON)
def test_any_linked_data_is_read(data: Any) -> None:
    structured_claims(json.dumps({"@type": "NewsArticle", "headline": "x", "author": data, "publisher": data}))
    structured_claims(json.dumps(data))


@pytest.mark.parametrize("block", ["", "{", "[" * 100_000, '{"@type": "NewsArticle", "headline": 5}', '"x"', "NaN"])
def test_linked_data_that_is_none(block: str) -> None:
    assert structured_claims(block) == ()


HOSTILE = [
    Claim("url", "javascript:alert(1)", "x"),
    Claim("url", "https://user:word@evil.example/", "x"),
    Claim("archive_url", "file:///etc/passwd", "x"),
    Claim("authors", "<img src=x onerror=alert(1)>", "x"),
    Claim("authors", "https://social.example/jane", "x"),
    Claim("published", "2024-99-99", "x"),
    Claim("language", "en<script>", "x"),
    Claim("title", "x" * 5000, "x"),
]


@pytest.mark.parametrize("claim", HOSTILE, ids=lambda claim: claim.value[:20])
def test_a_claim_that_cannot_stand_in_an_article(claim: Claim) -> None:
    assert split_claims([claim])[0] == ()


def test_what_cannot_be_seen_is_taken_out_of_claims() -> None:
    ((claim,), _) = split_claims([Claim("title", "A\u202e b\x00\u200b\n  c\u200d", "x")])
    assert claim.value == "A b c"


@pytest.mark.parametrize(
    ("key", "one", "other", "agree"),
    [
        ("url", "https://www.herald.example/a", "https://herald.example/b", True),
        ("url", "https://news.herald.example/a", "https://herald.example/b", True),
        ("url", "https://herald.example/a", "https://evil.example/herald.example", False),
        ("url", "https://herald.example/a", "https://notherald.example/a", False),
        ("publisher", "Coast Herald", "The Coast Herald", True),
        ("publisher", "BBC", "British Broadcasting Corporation", True),
        ("publisher", "BBC", "Island Courier", False),
        ("published", "2023-05-02", "2023-05-01T23:30:00-04:00", True),
        ("published", "2023-05-02", "2023-06-09", False),
        ("title", "A", "B", True),
    ],
)
def test_a_source_that_contradicts_itself(key: Any, one: str, other: str, agree: bool) -> None:
    claims = [Claim(key, one, "here"), Claim(key, other, "there")]
    assert [key for key, _ in find_disagreements(claims)] == ([] if agree else [key])


@pytest.mark.parametrize(
    ("statement", "rights"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        ("http://creativecommons.org/licenses/by-sa/4.0/deed.de", "CC-BY-SA-4.0"),
        ("Licensed under CC BY-SA 4.0", "CC-BY-SA-4.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "public-domain"),
        ("https://creativecommons.org/licenses/by-nc/4.0/", None),
        ("https://creativecommons.org/licenses/by-nd/4.0/", None),
        ("CC BY-NC 4.0", None),
        ("https://creativecommons.org/licenses/by/3.0/", None),
        ("© Coast Herald. All rights reserved", None),
    ],
)
def test_licences(statement: str, rights: str | None) -> None:
    assert rights_of(statement) == rights
