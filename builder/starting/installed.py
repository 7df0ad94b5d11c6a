"""How Explainer was installed here, so that another machine can install the same."""

from __future__ import annotations

import json
from importlib.metadata import Distribution
from typing import Any
from urllib.parse import urlsplit

DISTRIBUTION = "explainer-archive"


def requirement_of(distribution: Distribution) -> str:
    """What pip is told to install `distribution` again: where it came from if that is recorded, else its version.

    https://packaging.python.org/specifications/direct-url/
    """
    recorded = distribution.read_text("direct_url.json")
    origin: dict[str, Any] = json.loads(recorded) if recorded else {}
    name, url = distribution.metadata["Name"], origin.get("url")
    if not url:
        return f"{name}=={distribution.version}"
    vcs = origin.get("vcs_info")
    if vcs:
        return f"{name} @ {vcs['vcs']}+{url}@{vcs['commit_id']}"
    return f"{name} @ {url}"


def is_here_only(requirement: str) -> bool:
    """Whether `requirement` is a file or folder of this machine, which nobody else can install from."""
    _, at, url = requirement.partition("@")
    return bool(at) and urlsplit(url.strip()).scheme == "file"
