"""`explainer audit`"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from builder.audit.account import audit as audit_site
from builder.audit.account import render_json, render_text
from builder.commands.archive import begin, read_archive_configuration
from builder.commands.options import config_option
from builder.pages.about import texts_of_measurements
from builder.pages.templates import template_sources
from builder.site import build_site


@click.command()
@config_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def audit(config: Path, form: str) -> None:
    """Check that every statement of the site cites what supports it; exit 1 if one does not.

    Example: explainer audit --format json
    """
    configuration = read_archive_configuration(config)
    settings = configuration.settings
    texts = (settings.name, settings.topic, *texts_of_measurements())
    with begin(configuration) as run:
        site = build_site(configuration.folder, settings, run)
        found = audit_site(
            site.archive, site.pages, site.files, template_sources(), texts,
            render_pages=run.render_pages, watch=run.watch,
        )  # fmt: skip
    click.echo(render_text(found) if form == "text" else render_json(found), nl=False)
    sys.exit(1 if found.problems else 0)
