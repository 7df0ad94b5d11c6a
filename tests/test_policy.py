"""What browsers may run and load on a page, as its head says."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from builder.pages.policy import page_policy, served_policy

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
INLINE = re.compile(r"<(script|style)(?![^>]*(?:src=|application/json))[^>]*>(.*?)</\1>", re.DOTALL)


def digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def directives(policy: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in policy.split(";"))}


def test_a_page_of_files_of_its_own_needs_nothing_else() -> None:
    policy = directives(
        page_policy('<script src="a.js"></script><link rel="stylesheet" href="../b.css"><img src="/c.png">')
    )
    assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == ["'self'"]


@pytest.mark.parametrize(
    ("written", "directive", "source"),
    [
        ("<script>run()</script>", "script-src", digest("run()")),
        ("<script type=module>if (a < b) '</p>'\n</script>", "script-src", digest("if (a < b) '</p>'\n")),
        ("<style>a { color: red }</style>", "style-src", digest("a { color: red }")),
        ('<script async src="https://count.example/x.js?a=b&c"></script>', "script-src", "https://count.example"),
        ('<script src="//count.example:8443/x.js"></script>', "connect-src", "https://count.example:8443"),
        ('<link rel="preload stylesheet" href="https://fonts.example/css?family=A">', "style-src", "https://fonts.example"),
        ('<link rel=preconnect href="https://letters.example" crossorigin>', "font-src", "https://letters.example"),
        ('<img alt="" src="https://logos.example/x.png">', "img-src", "https://logos.example"),
    ],
)  # fmt: skip
def test_what_the_theme_and_its_maintainer_write_is_allowed(written: str, directive: str, source: str) -> None:
    assert source in directives(page_policy(written))[directive]


@pytest.mark.parametrize("written", ["<a href='https://e.example/'>x</a>", "<img src='https://[e'>", "<p>'self'</p>"])
def test_what_loads_nothing_allows_nothing(written: str) -> None:
    assert page_policy(written) == page_policy("")


def test_settings_of_the_maintainer_are_added() -> None:
    added = (("connect-src", ("https://count.example",)), ("frame-src", ("https://maps.example",)))
    policy = directives(page_policy("", added=added))
    assert policy["connect-src"] == ["'self'", "https://count.example"]
    assert policy["frame-src"] == ["https://maps.example"]
    assert "https://www.googletagmanager.com" in directives(page_policy("", analytics="google"))["script-src"]


def test_no_setting_ends_the_attribute() -> None:
    assert '"' not in page_policy("", added=(("img-src", ('x"><script>',)),))


def test_the_preview_may_run_the_script_that_its_server_adds() -> None:
    policy = page_policy("<script>one</script><script>two</script>")
    page = f"<meta content=\"{policy}\"><p>'sha256-{'A' * 43}='</p>".encode()
    served = served_policy(page)
    assert len(served) == len(page)
    assert b"script-src 'self' 'unsafe-inline'" in served
    assert b"sha256" not in served.partition(b"<p>")[0]


def policies(site: Path) -> dict[str, tuple[str, str]]:
    """The policy and the text of every page."""
    pages = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}
    return {name: (POLICY.search(text)[1], text) for name, text in pages.items()}


@pytest.mark.parametrize("name", ["fishery", "fishery-files"])
def test_every_page_has_a_policy_before_all_that_it_loads(sites: Callable, name: str) -> None:
    for page, (policy, text) in policies(sites(name).site).items():
        head = text.partition("Content-Security-Policy")[0]
        assert "<link" not in head, page
        assert "<script" not in head, page
        assert text.count("Content-Security-Policy") == 1, page
        assert "unsafe" not in policy, page
        for kind, inline in INLINE.findall(text):
            assert digest(inline) in directives(policy)[f"{kind}-src"], (page, inline[:80])


def test_what_a_maintainer_adds_works(build: Callable, archive: Callable[[str], Path]) -> None:
    folder = archive("bare")
    (folder / "own").mkdir()
    (folder / "own" / "main.html").write_text(
        '{% extends "base.html" %}{% block extrahead %}<script>own()</script>{% endblock %}', "utf-8"
    )
    config = (folder / "mkdocs.yml").read_text("utf-8")
    config = config.replace("  font: false\n", "  custom_dir: own\n").replace("- explainer\n", "- explainer:\n")
    config += "      content_security_policy:\n        connect-src: [https://report.example]\n"
    config += "extra_javascript: [https://count.example/x.js]\nextra:\n  analytics: {provider: google, property: G-1}\n"
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    built = build(folder, folder / "site", "--strict")
    assert built.status == 0, built.log
    for page, (policy, text) in policies(built.site).items():
        if "<script" not in text:
            continue  # leads on to where something is now
        found = directives(policy)
        assert digest("own()") in found["script-src"], page
        assert {"https://count.example", "https://www.googletagmanager.com"} <= set(found["script-src"]), page
        assert "https://report.example" in found["connect-src"], page
        assert "https://fonts.googleapis.com" in found["style-src"], page
        assert "https://fonts.gstatic.com" in found["font-src"], page
        for kind, inline in INLINE.findall(text):
            assert digest(inline) in found[f"{kind}-src"], (page, inline[:80])


def test_the_promises_name_tests_that_exist() -> None:
    root = Path(__file__).parent
    promises = (root.parent / "SECURITY.md").read_text("utf-8")
    named = re.findall(r"`([\w/*]+\.(?:py|md)|\w+/)`", promises.partition("## What is promised")[2])
    assert len(named) > 20
    assert [
        name for name in named if name not in ("content/", "tests/") and not list(root.glob(name.rstrip("/")))
    ] == []
