"""Pages of a browser that one test after another is given, each as if it were new.

A new page starts processes and reads all scripts of the site for the first time: that takes two thirds of what it costs
to open one. So a page that nothing unusual happened to is emptied, and kept for the next test.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Frame, Page

HEIGHT = 844
PATIENCE = 10_000
MOST = 3
"""Pages that are kept for one kind of use: no test has more of them open at once, and each takes memory."""
UNSET = {"media": "null", "reduced_motion": "null", "forced_colors": "null"}


@dataclass(eq=False)
class Used:
    """A page, where it was, and the way to those tools of the browser that empty it."""

    page: Page
    kind: str
    devtools: CDPSession
    at: str = ""
    origins: set[str] = field(default_factory=set)

    def went(self, frame: Frame) -> None:
        if frame.parent_frame is None and frame.url != "about:blank":
            parts = urlsplit(frame.url)
            self.origins.add(f"{parts.scheme}://{parts.netloc}")

    def is_ordinary(self) -> bool:
        """Whether all that it may have left behind is known."""
        if self.page.is_closed() or self.page.context.pages != [self.page]:
            return False
        return len(self.origins) == 1 and next(iter(self.origins)).startswith("http:")

    def empty(self) -> None:
        (origin,) = self.origins
        self.page.unroute_all()
        self.page.evaluate("sessionStorage.clear()")
        self.page.goto("about:blank")
        self.devtools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        self.devtools.send("Network.clearBrowserCache")
        self.devtools.send("Page.resetNavigationHistory")
        self.origins.clear()


class Pages:
    """Pages by what they are to be like."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: defaultdict[str, list[Used]] = defaultdict(list)

    def take(self, at: str, width: int, color_scheme: str = "light", **settings: object) -> Used:
        """One that has been nowhere yet. Whatever it loads that is not below the address `at` is a problem."""
        kind = json.dumps(settings, sort_keys=True)
        used = self._free[kind].pop() if self._free[kind] else self._open(kind, settings)
        used.at = at
        used.page.problems, used.page.requested = [], []
        used.page.set_viewport_size({"width": width, "height": HEIGHT})
        used.page.emulate_media(color_scheme=color_scheme, **UNSET)
        return used

    def give_back(self, used: Used) -> None:
        if used.is_ordinary() and len(self._free[used.kind]) < MOST:
            used.empty()
            self._free[used.kind].append(used)
        else:
            used.page.context.close()

    def _open(self, kind: str, settings: dict[str, object]) -> Used:
        context = self._browser.new_context(**settings)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        used = Used(page, kind, context.new_cdp_session(page))
        page.on("framenavigated", used.went)
        page.on("console", lambda said: said.type in ("error", "warning") and page.problems.append(said.text))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("response", lambda got: got.status >= 400 and page.problems.append(f"{got.status} {got.url}"))
        page.on("request", lambda sent: page.requested.append(sent.url))
        page.on("request", lambda sent: sent.url.startswith((used.at, "data:")) or page.problems.append(sent.url))
        return used
