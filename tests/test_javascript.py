"""The page's scripts: their own tests, run by node, and the library that they bring."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
LUNR = ROOT / "site_templates" / "theme" / "assets" / "vendor" / "lunr"


def test_scripts():
    node = os.environ.get("NODE") or shutil.which("node")
    assert node, "node runs the tests of scripts: see .ci/node"
    tests = sorted(str(path) for path in (ROOT / "tests" / "javascript").glob("*.test.js"))
    assert tests
    done = subprocess.run(
        [node, "--test", "--test-timeout=60000", *tests], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_lunr_is_as_published_and_licensed():
    published = "0c50d9002b85780a842afffb567bb54ede402dae7c6dc5997a018614d8044fc8"
    assert hashlib.sha256((LUNR / "lunr.min.js").read_bytes()).hexdigest() == published
    assert "Permission is hereby granted" in (LUNR / "LICENSE").read_text(encoding="utf-8")
