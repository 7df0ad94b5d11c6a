"""Where the cache is, and whose word it is.

What is found in it is believed: who can write it can make the site say anything. So a file in the archive's folder is
believed only if it was made there (`database.py`). A pull request can bring a file, also one that looks like a cache,
and somebody will one day build such a checkout.

On a machine that is new for each run, all that is restored was made elsewhere. There, an environment variable names a
folder outside of every checkout: no file of a pull request gets there, and none sets the variable. Who sets it vouches
that nobody writes what is restored but builds of what was merged. The workflows that archives get see to that:

- Only the run for the published branch saves. GitHub keeps what a run for a pull request saves to that pull request;
  GitLab what unprotected branches save from those that are protected.
- A run for a pull request reads what the branch saved, and believes it only if there is nothing of the same name that
  an earlier run for that pull request may have saved, by a workflow of its own.

https://docs.github.com/actions/reference/workflows-and-actions/dependency-caching#restrictions-for-accessing-a-cache
https://docs.gitlab.com/ci/caching/#use-the-same-cache-for-all-branches
"""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = ".cache/explainer"
"""Where the cache is, if nobody says otherwise."""
VARIABLE = "EXPLAINER_CACHE"

_NAME = "store.sqlite3"


def store_file(root: Path, folder: object) -> Path | None:
    """The cache's file, in the `folder` of the archive `root` that its maintainer sets; none if that is empty or false.

    If the environment vouches for a folder, it is there instead. Raises ValueError, with a sentence for people.
    """
    if not folder:
        return None
    vouched = _vouched_folder()
    if vouched is not None:
        if not vouched.is_absolute() or _is_in_checkout(vouched, root):
            raise ValueError(f"{VARIABLE}: '{vouched}' must be an absolute path that leads out of every checkout")
        return vouched / _NAME
    inside = Path(FOLDER if folder is True else str(folder))
    if inside.is_absolute() or ".." in inside.parts:
        raise ValueError(f"cache: '{folder}' leads out of the archive; give a folder within, or '' for no cache")
    return root / inside / _NAME


def is_vouched(path: Path) -> bool:
    """Whether the environment names the folder in which the file `path` is."""
    return path.parent == _vouched_folder()


def _vouched_folder() -> Path | None:
    named = os.environ.get(VARIABLE)
    return Path(named) if named else None


def _is_in_checkout(folder: Path, root: Path) -> bool:
    """Also where links lead."""
    real = folder.resolve()
    return real.is_relative_to(root.resolve()) or any((above / ".git").exists() for above in (real, *real.parents))
