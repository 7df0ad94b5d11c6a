"""MkDocs hooks, and nothing else: Pages in, files out. The only module that imports mkdocs."""

from __future__ import annotations

import logging
from html import escape
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils import CountHandler

from builder.cache.place import FOLDER, store_file
from builder.pages.html import Heading, Link, Rendered, broken_links
from builder.pages.page import Page
from builder.pages.redirects import write_redirect
from builder.pages.schemas import write_schemas
from builder.pages.templates import templates_folder
from builder.replacing.errors import explain
from builder.replacing.stage import Stage, open_stage
from builder.run import open_run
from builder.settings import QuoteLimit, Settings
from builder.site import build_site

log = get_plugin_logger("explainer")

FIRST, LAST = float("inf"), float("-inf")
LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "note": logging.INFO}

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


class ExplainerPlugin(BasePlugin[ExplainerConfig]):
    """Reads the content folder in place of MkDocs, and gives it finished pages."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.rendered: dict[str, Rendered] = {}
        self.serving = False
        self.in_place = False
        self.site_dir = ""
        self.stage: Stage | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.serving = command == "serve"
        # `serve` has a folder of its own that nobody else reads, and a dirty build goes on with what is there.
        self.in_place = self.serving or dirty

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        theme = templates_folder() / "theme"
        if str(theme) not in config.theme.dirs:
            # After a custom_dir, which is the maintainer's own, and before the theme, which we adapt.
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(theme))
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

    @event_priority(FIRST)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """MkDocs empties the site's folder next: from here on, that is another."""
        self.site_dir = config.site_dir
        if not self.in_place:
            self.stage = open_stage(Path(config.site_dir))
            config.site_dir = str(self.stage.folder)

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
            # Strict builds count warnings, and advice is none; what keeps a file out is said by a quiet build too.
            log.log(LEVELS[problem.severity], "%s", problem)
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

    @event_priority(LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if self.stage is not None:
            # MkDocs aborts a strict build only after this. Where there is no site to keep, what it made may be seen.
            if _is_doubted() and self.stage.site.exists():
                log.info("The site in %s stays as it was", self.site_dir)
            else:
                self.stage.publish()
            # `gh-deploy` takes the site from there.
            config.site_dir = self.site_dir
        self._leave_stage()

    @event_priority(LAST)
    def on_build_error(self, *, error: Exception) -> None:
        stage = self.stage
        self._leave_stage()
        if isinstance(error, OSError) and not self.in_place:
            raise Abort(explain(error, stage, self.site_dir)) from error

    def on_shutdown(self) -> None:
        self._leave_stage()

    def _leave_stage(self) -> None:
        if self.stage is not None:
            self.stage.discard()
            self.stage = None


def _is_doubted() -> bool:
    """Whether MkDocs has counted warnings, which it does in strict builds."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(isinstance(handler, CountHandler) and handler.get_counts() for handler in handlers)


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
