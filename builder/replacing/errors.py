"""What stopped a build, as a sentence: which file, why, what to do, and what became of the site."""

from __future__ import annotations

import errno
import os

from builder.replacing.stage import Stage

_REMEDIES = {
    errno.ENOSPC: "Make room on that disk",
    errno.EDQUOT: "Delete files of yours there, or ask for more room",
    errno.EROFS: "Name a folder that can be written as `site_dir` or with --site-dir",
    errno.EACCES: "Get the right to write there, or name another folder as `site_dir` or with --site-dir",
    errno.EPERM: "Get the right to write there, or name another folder as `site_dir` or with --site-dir",
    errno.EFBIG: "Allow larger files (ulimit -f)",
    errno.EMFILE: "Allow more open files (ulimit -n)",
    errno.ENOTDIR: "Name a folder as `site_dir` or with --site-dir",
    errno.EIO: "Look after that disk",
}


def explain(error: OSError, stage: Stage | None, site: str) -> str:
    """`stage` is what the build wrote to, if it came so far, and `site` the folder in which the site was to be."""
    # Of two, the second is what was written; a write that fails knows no name.
    name = error.filename2 or error.filename
    path = os.fsdecode(name) if isinstance(name, str | bytes) else site
    if stage is not None:
        path = path.replace(str(stage.folder), str(stage.site))
    remedy = _REMEDIES.get(error.errno or 0, "Set that right")
    left = "was not touched" if stage is None or stage.untouched else "may hold files of both builds"
    return f"{path}: {error.strerror or error}. {remedy} and build again; the site in {site} {left}."
