"""`explainer check`"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from builder.commands.archive import begin, count, read_archive_configuration
from builder.commands.options import config_option
from builder.problems import render_github, render_json, render_text
from builder.site import check_content


@click.command()
@config_option
@click.option("--format", "form", type=click.Choice(["text", "github", "json"]), default="text", show_default=True)
def check(config: Path, form: str) -> None:
    """Print everything that is wrong with the content; exit 1 if anything is.

    Example: explainer check --format github
    """
    configuration = read_archive_configuration(config)
    with begin(configuration) as run:
        problems = check_content(configuration.folder, configuration.settings, run)
    render = {"text": render_text, "github": render_github, "json": render_json}[form]
    click.echo(render(problems), nl=False)
    if form == "text":
        click.echo(count(len(problems), "problem") if problems else "No problem found.", err=True)
    sys.exit(1 if problems else 0)
