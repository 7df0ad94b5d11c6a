"""Explainer: from a folder of news articles to a sourced, cross-linked site that explains a negotiation.

The data flows one way, a room a stage::

    content files -> content.Article -> reading.Findings -> archive.Archive -> pages.Page -> MkDocs

Only `plugin` imports mkdocs, only `commands` and `cli` import click; `content.folder` alone reads what contributors
wrote.
"""
