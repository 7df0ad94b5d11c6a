"""Pictures of every kind of page, to look at: `python tests/browser/screenshots.py SITE FOLDER`.

Takes a built site, builds nothing. With kinds named after the folder (`home round-read`), only those.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

from serving import ARGUMENTS, chromium, page_kinds, serve

WIDTHS = {390: 844, 1280: 900}


def main(site: Path, folder: Path, only: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with serve(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for scheme in ("light", "dark"):
            for width, height in WIDTHS.items():
                context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": height})
                page = context.new_page()
                for kind, path in page_kinds(site).items():
                    if only and kind not in only:
                        continue
                    page.goto(address + path, wait_until="networkidle")
                    page.screenshot(path=folder / f"{kind}-{width}-{scheme}.png")
                    tall = min(page.evaluate("document.documentElement.scrollHeight"), 3200)
                    page.screenshot(
                        path=folder / f"{kind}-{width}-{scheme}-long.png",
                        full_page=True,
                        clip={"x": 0, "y": 0, "width": width, "height": tall},
                    )
                context.close()
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
