"""Write this repository's own workflows and forms from the templates that new archives get: run it after editing them.

.venv/bin/python tests/render_github.py
"""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from builder.starting.skeleton import render_template, template_paths

ROOT = Path(__file__).parent.parent
VALUES = {
    "install": Markup("python -m pip install ."),
    "content": Markup("content"),
    "branch": Markup("main"),
    "licence": Markup("Creative Commons Attribution 4.0 International licence (CC BY 4.0)"),
}
SCRIPTS = ".github/scripts/"
"""Here a link to the templates': there is nothing to fill in."""


def rendered() -> dict[str, str]:
    """Text by path of each file that this repository shares with new archives."""
    shared = (
        path
        for path in template_paths()
        if path == ".pre-commit-config.yaml" or (path.startswith(".github/") and not path.startswith(SCRIPTS))
    )
    return {path: render_template(path, VALUES) for path in shared}


if __name__ == "__main__":
    for name, text in rendered().items():
        (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / name).write_text(text, encoding="utf-8", newline="\n")
