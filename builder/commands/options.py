"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path

import click

config_option = click.option(
    "--config-file", "-f", "config", type=click.Path(path_type=Path), default=Path("mkdocs.yml"), show_default=True,
    help="The archive's configuration.",
)  # fmt: skip
