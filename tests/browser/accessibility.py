"""What axe-core objects to, by WCAG 2.2 AA."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
CONTRAST = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"]}


def violations(page: Page, options: dict) -> list[str]:
    """The first items of a long list stand for all: axe-core looks at each for long."""
    rest = "article li:not(.x-strip li):nth-child(n + 7), article tr:nth-child(n + 7), .md-nav li:nth-child(n + 9)"
    rest += ", article > :nth-child(n + 40)"
    page.evaluate("rest => document.querySelectorAll(rest).forEach(item => item.remove())", rest)
    return [
        f"{found['id']}: {node['html'][:200]} ({node['failureSummary'].splitlines()[-1].strip()})"
        for found in Axe().run(page, options=options).response["violations"]
        for node in found["nodes"][:3]
    ]


def sticking_out(page: Page) -> list[str]:
    """Parts of the page's text that are wider than the window."""
    return page.evaluate(
        """() => [...document.querySelectorAll("article *")].filter(element => {
            const box = element.getBoundingClientRect()
            return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1)
        }).map(element => element.outerHTML.slice(0, 200))"""
    )
