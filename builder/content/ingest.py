"""Texts that are not yet articles: saved HTML pages and plain text, as `explainer findings` takes them."""

from __future__ import annotations

from datetime import date

import trafilatura


def text_of_html(html: str) -> str:
    """The article's text in a saved page, a paragraph a line; empty when there is none."""
    return trafilatura.extract(html, include_comments=False, include_tables=False, favor_recall=True) or ""


def title_of_html(html: str) -> str:
    metadata = trafilatura.extract_metadata(html)
    return (metadata.title or "") if metadata else ""


def day_of_html(html: str) -> date | None:
    """The day of publication that the page states."""
    metadata = trafilatura.extract_metadata(html)
    try:
        return date.fromisoformat(metadata.date[:10]) if metadata and metadata.date else None
    except ValueError:
        return None
