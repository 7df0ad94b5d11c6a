"""MkDocs hooks, and nothing else: Pages in, files out. The only module that imports mkdocs."""

from __future__ import annotations

import logging
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIEnvironment

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader
from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc

from builder.cache.store import FOLDER, store_file
from builder.pages.html import Heading, Link, Rendered, broken_links
from builder.pages.page import Page
from builder.pages.policy import page_policy, served_policy
from builder.pages.redirects import write_redirect
from builder.pages.schemas import write_schemas
from builder.pages.templates import templates_folder
from builder.run import open_run
from builder.settings import QuoteLimit, Settings
from builder.site import build_site

log = get_plugin_logger("explainer")

THEME = str(templates_folder() / "theme")
STYLE, SCRIPT, ICON = "assets/explainer.css", "assets/explainer.js", "assets/explainer.svg"
NAVIGATION = [
    {"Home": "index.md"},
    {"Timeline": "timeline/index.md"},
    {"Rounds": "rounds/index.md"},
    {"Actors": "actors/index.md"},
    {"Glossary": "glossary/index.md"},
    {"Articles": "articles/index.md"},
    {"About": "about.md"},
]


class QuoteLimitConfig(Config):
    quotes = options.Type(int, default=3)
    words = options.Type(int, default=50)
    share = options.Type(float, default=0.10)


class ExplainerConfig(Config):
    topic = options.Type(str, default="")
    round_words = options.ListOfItems(options.Type(str), default=[])
    do_not_name = options.ListOfItems(options.Type(str), default=[])
    quote_limit = options.SubConfig(QuoteLimitConfig)
    cache = options.Type((str, bool), default=FOLDER)
    content_security_policy = options.DictOfItems(options.ListOfItems(options.Type(str)), default={})


class ExplainerPlugin(BasePlugin[ExplainerConfig]):
    """Reads the content folder in place of MkDocs, and gives it finished pages."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.rendered: dict[str, Rendered] = {}
        self.serving = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        if THEME not in config.theme.dirs:
            # After a custom_dir, which is the maintainer's own, and before the theme, which we adapt.
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, THEME)
        if STYLE not in config.extra_css:
            config.extra_css.append(STYLE)
        if SCRIPT not in config.extra_javascript:
            config.extra_javascript.append(SCRIPT)
        if config.theme["favicon"] == "assets/images/favicon.png":
            config.theme["favicon"] = ICON
        if config.nav is None:
            # Generated pages stay out: with them, MkDocs' navigation takes time and bytes that grow quadratically.
            config.nav = NAVIGATION
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        settings = Settings(
            name=config.site_name,
            topic=self.config.topic,
            round_words=tuple(self.config.round_words),
            do_not_name=tuple(self.config.do_not_name),
            quote_limit=QuoteLimit(
                self.config.quote_limit.quotes, self.config.quote_limit.words, self.config.quote_limit.share
            ),
        )
        root = Path(config.config_file_path or config.docs_dir).parent
        try:
            cache = store_file(root, self.config.cache)
        except ValueError as error:
            raise PluginError(str(error)) from error
        # A rebuild while one writes should not flicker, and a quiet one say nothing.
        with open_run(root, cache, shown=not self.serving and log.isEnabledFor(logging.INFO)) as run:
            site = build_site(Path(config.docs_dir), settings, run)
            self.rendered = dict(run.render_pages(site.pages, run.watch, directory_urls=config.use_directory_urls))
        for problem in site.problems:
            # Strict builds count warnings, and advice is none.
            (log.info if problem.severity == "note" else log.warning)("%s", problem)
        # What contributors keep is read, not copied: MkDocs sees only what the pages were made into.
        kept = Files([file for file in files if not _is_content(file, config)])
        self.pages = {page.uri: page for page in site.pages}
        for uri, link, missing in broken_links(self.rendered):
            log.warning("%s: the link to '%s' leads to no %s", self.pages[uri].source or uri, _shown(link), missing)
        in_navigation = {uri for item in NAVIGATION for uri in item.values()}
        for page in site.pages:
            file = File.generated(config, page.uri, content="")
            if page.uri not in in_navigation:
                file.inclusion = InclusionLevel.NOT_IN_NAV
            kept.append(file)
        moved = (write_redirect(redirect, directory_urls=config.use_directory_urls) for redirect in site.redirects)
        for data in (*site.files, *moved, *write_schemas(config.site_url or "")):
            kept.append(File.generated(config, data.uri, content=data.text))
        return kept

    def on_env(self, env: Environment, *, config: MkDocsConfig, **_: Any) -> Environment:
        """Gives our templates the theme's of the same name, as "theme:NAME", and the policy of a page."""
        behind = config.theme.dirs[config.theme.dirs.index(THEME) + 1 :]
        assert env.loader is not None
        env.loader = ChoiceLoader([PrefixLoader({"theme": FileSystemLoader(behind)}, delimiter=":"), env.loader])
        added = tuple((name, tuple(sources)) for name, sources in self.config.content_security_policy.items())
        env.filters["page_policy"] = partial(page_policy, added=added)
        return env

    def on_serve(self, server: LiveReloadServer, **_: Any) -> LiveReloadServer:
        """Lets the server's own script run, in what is served and not in what is built."""
        app = server.get_app()
        assert app is not None

        def serve(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
            return [served_policy(b"".join(app(environ, start_response)))]

        server.set_app(serve)
        return server

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, **_: Any) -> str:
        """Python-Markdown gets nothing to do: the page's HTML is ready."""
        ours = self.pages.get(page.file.src_uri)
        if ours is None:
            return markdown
        # Themes print both as they are, the description within an attribute: what came from content must come escaped.
        page.meta = {"title": escape(ours.title), "description": escape(ours.description)}
        if not ours.searchable:
            page.meta["search"] = {"exclude": True}
        page.edit_url = _edit_url(ours, config)
        return ""

    def on_page_content(self, html: str, *, page: MkDocsPage, **_: Any) -> str:
        rendered = self.rendered.get(page.file.src_uri)
        if rendered is None:
            return html
        depth = self.pages[page.file.src_uri].contents_depth
        page.toc = get_toc(_nested([heading for heading in rendered.headings if heading.level <= depth]))
        page.present_anchor_ids = set(rendered.anchors)
        return rendered.html


def _is_content(file: File, config: MkDocsConfig) -> bool:
    return file.src_dir is not None and Path(file.src_dir) == Path(config.docs_dir)


def _edit_url(page: Page, config: MkDocsConfig) -> str | None:
    if page.source is None or not config.repo_url or not config.edit_uri:
        return None
    inside = quote(page.source.partition("/")[2])
    return f"{config.repo_url.rstrip('/')}/{config.edit_uri.strip('/')}/{inside}"


def _shown(link: Link) -> str:
    return link.uri + (f"#{link.anchor}" if link.anchor else "")


def _nested(headings: list[Heading]) -> list[Any]:
    """Headings as the tree of tokens that Python-Markdown's `toc` extension makes."""
    root: list[Any] = []
    path: list[Any] = []
    for heading in headings:
        token = {"level": heading.level, "id": heading.id, "name": heading.title, "children": []}
        while path and path[-1]["level"] >= heading.level:
            path.pop()
        (path[-1]["children"] if path else root).append(token)
        path.append(token)
    return root
