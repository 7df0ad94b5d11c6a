"""MkDocs hooks, and nothing else: Pages in, files out."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Literal

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader
from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from builder.archive.collector import without_collector
from builder.archive.readings import Text, reading_once
from builder.cache.place import FOLDER, store_file
from builder.cache.store import open_store
from builder.cluster import ClusterError
from builder.finishing.ahead import NOTHING, writing_ahead
from builder.finishing.dressing import fill, introduce
from builder.finishing.edition import finish_pages
from builder.finishing.ordinary import why_ordinary
from builder.finishing.press import Press
from builder.finishing.searching import Interleaving, search_plugin
from builder.finishing.theme import digest_of_theme, files_of_theme
from builder.pages.html import Link, Linked, Rendered, broken_links
from builder.pages.page import Page
from builder.pages.policy import page_policy
from builder.pages.publish import Plan, Publication, carry_out
from builder.pages.redirects import write_redirect
from builder.pages.schemas import write_schemas
from builder.pages.templates import templates_folder
from builder.progress import unwatched
from builder.reading.findings import Findings
from builder.replacing.errors import explain
from builder.replacing.stage import Stage, open_stage
from builder.run import open_run
from builder.serving.answering import answering
from builder.serving.proofs import Proofs
from builder.serving.templates import Compiled
from builder.serving.watching import watch_content
from builder.serving.whole import needs_all_pages
from builder.settings import QuoteLimit, Settings
from builder.site import draft_site
from builder.terminal import show_progress

log = get_plugin_logger("explainer")

FIRST, LAST = float("inf"), float("-inf")
FIRST_DAY, LAST_DAY = date(1970, 1, 2), date(2106, 2, 6)
"""That a packed file can carry, wherever on earth: https://www.rfc-editor.org/rfc/rfc1952#page-7"""
LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "note": logging.INFO}

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
    scheduler = options.Type(str, default="")
    content_security_policy = options.DictOfItems(options.ListOfItems(options.Type(str)), default={})


class ExplainerPlugin(BasePlugin[ExplainerConfig]):
    """Reads the content folder in place of MkDocs, and gives it finished pages."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.rendered: dict[str, Rendered] = {}
        self.documents: Sequence[File] = ()
        self.nav: Navigation | None = None
        self.found: Interleaving | None = None
        self.theme = ""
        self.as_of = FIRST_DAY
        self.serving = self.dirty = False
        self.site_dir = self.content_dir = ""
        self.stage: Stage | None = None
        self.ahead = NOTHING
        self.beside = ExitStack()
        self.uncollected = ExitStack()
        # What rebuilds of one server have from those before.
        self.known: dict[str, tuple[Text, Findings]] = {}
        self.compiled = Compiled()
        self.shown = self.finished_here = False
        self.planned: Plan | None = None
        self.proofs: Proofs | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.serving, self.dirty = command == "serve", dirty
        # MkDocs makes a plugin once for all that it does in a process.
        self.shown, self.proofs, self.known = False, None, {}

    @event_priority(FIRST)
    def _end_proofs(self, config: MkDocsConfig) -> MkDocsConfig:
        """Before any plugin begins anew."""
        if self.proofs is not None:
            self.proofs.end()
        if self.shown:
            # Somebody waits, and it would go through the archive before as well, which is as large.
            self.uncollected.enter_context(without_collector())
        return config

    def _add_theme(self, config: MkDocsConfig) -> MkDocsConfig:
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

    on_config = CombinedEvent(_end_proofs, _add_theme)

    @event_priority(FIRST)
    def _open_stage(self, *, config: MkDocsConfig) -> None:
        """MkDocs empties the site's folder next: from here on, that is another."""
        self.site_dir = config.site_dir
        if not self.in_place:
            self.stage = open_stage(Path(config.site_dir))
            config.site_dir = str(self.stage.folder)

    @event_priority(LAST)
    def _close_content(self, *, config: MkDocsConfig) -> None:
        """MkDocs walks through the content next. It would follow links, be it through all of a disk, and call itself
        for each folder within another; what it finds we would throw away. Where nothing is a folder, it finds none.
        """
        self.content_dir = config.docs_dir
        config.docs_dir = os.devnull

    on_pre_build = CombinedEvent(_open_stage, _close_content)

    @event_priority(FIRST)
    def _open_content(self, files: Files, *, config: MkDocsConfig) -> Files:
        config.docs_dir = self.content_dir
        return files

    def _read_content(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        settings = Settings(
            name=config.site_name,
            topic=self.config.topic,
            round_words=tuple(self.config.round_words),
            do_not_name=tuple(self.config.do_not_name),
            quote_limit=QuoteLimit(
                self.config.quote_limit.quotes, self.config.quote_limit.words, self.config.quote_limit.share
            ),
        )
        if self.stage is not None:
            self.ahead = self.beside.enter_context(writing_ahead(self.stage.folder, *self._cache(config)))
        # A rebuild while one writes should not flicker, and a quiet one say nothing.
        scheduler = "" if self.serving else self.config.scheduler
        try:
            with open_run(*self._cache(config), shown=self._shown, scheduler=scheduler) as opened:
                once = reading_once(opened.read_texts, self.known)
                run = replace(opened, read_texts=once) if self.serving else opened
                # From the second build on, those who wait want to see one page.
                first_shown = self.shown and self.finished_here and not needs_all_pages(config, self)
                draft = draft_site(Path(config.docs_dir), settings, run)
                made = None if first_shown else carry_out(draft.plan, run.compose_pages, run.watch)
        except ClusterError as error:
            raise PluginError(str(error)) from error
        self.as_of = min(max(draft.archive.as_of or FIRST_DAY, FIRST_DAY), LAST_DAY)
        for problem in draft.problems:
            # Strict builds count warnings, and advice is none; what keeps a file out is said by a quiet build too.
            log.log(LEVELS[problem.severity], "%s", problem)
        # What contributors keep is read, not copied: MkDocs sees only what the pages were made into.
        kept = Files([file for file in files if not _is_content(file, config)])
        in_navigation = {uri for item in NAVIGATION for uri in item.values()}
        for uri in sorted(sheet.uri for sheet in draft.plan.sheets):
            file = File.generated(config, uri, content="")
            if uri not in in_navigation:
                file.inclusion = InclusionLevel.NOT_IN_NAV
            kept.append(file)
        for data in (*write_schemas(config.site_url or ""), *draft.plan.pictures):
            kept.append(File.generated(config, data.uri, content=data.text))
        self.pages, self.planned = {}, draft.plan if made is None else None
        if made is not None:
            self._take(made, kept, config)
        return kept

    def _take(self, made: Publication, files: Files, config: MkDocsConfig) -> None:
        """Keep the pages for what follows; the other files MkDocs copies."""
        self.pages = {page.uri: page for page in made.pages}
        moved = (write_redirect(redirect, directory_urls=config.use_directory_urls) for redirect in made.redirects)
        for data in (*made.files, *moved):
            if files.get_file_from_path(data.uri) is None:  # pictures may be there already
                files.append(File.generated(config, data.uri, content=data.text))

    on_files = CombinedEvent(_open_content, _read_content)

    @event_priority(LAST)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """What the navigation names goes MkDocs' way; the rest is taken off it, if nobody waits for it there."""
        inclusion = InclusionLevel.is_in_serve if self.serving else InclusionLevel.is_included
        self.documents = files.documentation_pages(inclusion=inclusion)
        self.nav = self.found = None
        theme = tuple(files_of_theme(config.theme.dirs))
        ours = {sheet.uri for sheet in self.planned.sheets} if self.planned else self.pages
        reason = "this build is dirty" if self.dirty else why_ordinary(config, self.documents, ours, theme, self)
        self.finished_here = reason is None
        if reason is None:
            self.theme = digest_of_theme(theme)
            self.nav = nav
            named = set() if self.planned else {page.file.src_uri for page in nav.pages}
            for file in self.documents:
                if file.src_uri not in named:
                    file.inclusion = InclusionLevel.EXCLUDED
        else:
            log.info("Pages are built one by one: %s", reason)
            self.ahead.settle(())
            self._make_planned(files, config)
        with open_run(*self._cache(config), shown=self._shown) as run:
            pages = [self.pages[file.src_uri] for file in files.documentation_pages() if file.src_uri in self.pages]
            self.rendered = dict(run.render_pages(pages, run.watch, directory_urls=config.use_directory_urls))
        if self.nav is None:
            self._report_broken_links(self.pages, self.rendered)

    def _make_planned(self, files: Files, config: MkDocsConfig) -> None:
        """All of what was to be made when it is asked for."""
        planned, self.planned = self.planned, None
        if planned is not None:
            with open_run(*self._cache(config), shown=self._shown) as run:
                self._take(carry_out(planned, run.compose_pages, run.watch), files, config)

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, **_: Any) -> str:
        """Python-Markdown gets nothing to do: the page's HTML is ready."""
        ours = self.pages.get(page.file.src_uri)
        if ours is None:
            return markdown
        introduce(page, ours, config)
        return ""

    def on_page_content(self, html: str, *, page: MkDocsPage, **_: Any) -> str:
        rendered = self.rendered.get(page.file.src_uri)
        return html if rendered is None else fill(page, self.pages[page.file.src_uri], rendered)

    @event_priority(FIRST)
    def _adapt_templates(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002
        """Gives our templates the theme's of the same name, as "theme:NAME", and the policy of a page."""
        behind = config.theme.dirs[config.theme.dirs.index(THEME) + 1 :]
        assert env.loader is not None
        env.loader = ChoiceLoader([PrefixLoader({"theme": FileSystemLoader(behind)}, delimiter=":"), env.loader])
        added = tuple((name, tuple(sources)) for name, sources in self.config.content_security_policy.items())
        env.filters["page_policy"] = partial(page_policy, added=added)
        if self.serving:
            env.bytecode_cache = self.compiled
        return env

    @event_priority(LAST)
    def _finish_pages(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """All that MkDocs builds is ready to be built: here are the other pages, which show that navigation too."""
        self.proofs = None
        if self.nav is None:
            return
        search = search_plugin(config)
        press = Press(env, config, self.nav, self.documents, search)
        root, cache = self._cache(config)
        if self.planned is not None:
            opening = partial(open_store, cache, root=root)
            self.proofs = Proofs(self.planned, press, self.theme, opening, self._report_broken_links)
            return
        sheets = [
            (file.page, self.pages[file.src_uri])
            for file in self.documents
            if file.page is not None and file.inclusion.is_excluded()
        ]
        with open_store(cache, root=root) as store:
            progress = show_progress() if self._shown else nullcontext(unwatched)
            accounts = finish_pages(press, sheets, self.theme, store, self.ahead, progress=progress)
        entries = {uri: account.entries for uri, account in accounts.items()}
        order = [file.src_uri for file in self.documents]
        self.found = Interleaving(search, entries, order) if search else None
        self._report_broken_links(self.pages, {**self.rendered, **accounts})

    on_env = CombinedEvent(_adapt_templates, _finish_pages)

    def on_template_context(self, context: TemplateContext, *, template_name: str, **_: Any) -> TemplateContext:
        """The sitemap lists all pages."""
        context["pages"] = self.documents
        if template_name == "sitemap.xml":
            # Of these MkDocs takes the latest into the packed sitemap, and the day of the build is none of theirs.
            for page in (file.page for file in self.documents if file.page is not None):
                page.update_date = self.as_of.isoformat()
        return context

    @event_priority(FIRST)
    def on_page_context(self, context: TemplateContext, *, page: MkDocsPage, **_: Any) -> TemplateContext:
        if self.found is not None:
            self.found.before(page.file.src_uri)
        return context

    @event_priority(FIRST)
    def _complete_search(self, *, config: MkDocsConfig) -> None:  # noqa: ARG002 - the events are called by name
        if self.found is not None:
            self.found.rest()

    @event_priority(LAST)
    def _replace_site(self, *, config: MkDocsConfig) -> None:
        if self.stage is not None:
            # MkDocs aborts a strict build only after this. Where there is no site to keep, what it made may be seen.
            if _is_doubted() and self.stage.site.exists():
                log.info("The site in %s stays as it was", self.site_dir)
            else:
                self.stage.publish()
            # `gh-deploy` takes the site from there.
            config.site_dir = self.site_dir
        if self.proofs is not None:
            self.proofs.start(self.uncollected.pop_all())
        self._leave_stage()

    on_post_build = CombinedEvent(_complete_search, _replace_site)

    @event_priority(LAST)
    def on_build_error(self, *, error: Exception) -> None:
        stage = self.stage
        self._leave_stage()
        if isinstance(error, OSError) and not self.in_place:
            raise Abort(explain(error, stage, self.site_dir)) from error

    def on_shutdown(self) -> None:
        if self.proofs is not None:
            self.proofs.end()
        self._leave_stage()

    @event_priority(FIRST)
    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, **_: Any) -> LiveReloadServer:
        """Lets the server find what is made when it is asked for."""
        app = server.get_app()
        assert app is not None
        server.set_app(answering(app, server.mount_path, lambda: self.proofs))
        watch_content(server, config)
        # `serve --clean` shows what `build` makes.
        self.shown = self.serving
        return server

    @property
    def in_place(self) -> bool:
        """`serve` has a folder of its own that nobody else reads, and a dirty build goes on with what is there."""
        return self.serving or self.dirty

    @property
    def _shown(self) -> bool:
        return not self.serving and log.isEnabledFor(logging.INFO)

    def _cache(self, config: MkDocsConfig) -> tuple[Path, Path | None]:
        """The archive's folder and the cache's file in it. Raises PluginError if that is to be elsewhere."""
        root = Path(config.config_file_path or config.docs_dir).parent
        try:
            return root, store_file(root, self.config.cache)
        except ValueError as error:
            raise PluginError(str(error)) from error

    def _report_broken_links(self, pages: Mapping[str, Page], linked: Mapping[str, Linked]) -> None:
        for uri, link, missing in broken_links(linked):
            log.warning("%s: the link to '%s' leads to no %s", pages[uri].source or uri, _shown(link), missing)

    def _leave_stage(self) -> None:
        self.beside.close()
        self.uncollected.close()
        self.ahead = NOTHING
        if self.stage is not None:
            self.stage.discard()
            self.stage = None


def _is_doubted() -> bool:
    """Whether MkDocs has counted warnings, which it does in strict builds."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(isinstance(handler, CountHandler) and handler.get_counts() for handler in handlers)


def _is_content(file: File, config: MkDocsConfig) -> bool:
    return file.src_dir is not None and Path(file.src_dir) == Path(config.docs_dir)


def _shown(link: Link) -> str:
    return link.uri + (f"#{link.anchor}" if link.anchor else "")
