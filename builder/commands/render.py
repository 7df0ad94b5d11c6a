"""`explainer render`"""

from __future__ import annotations

from pathlib import Path

import click

from builder.commands.archive import begin, count, read_archive_configuration
from builder.commands.options import config_option
from builder.site import build_site


@click.command()
@config_option
@click.option(
    "--all", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write all pages into this folder."
)
@click.argument("uri", required=False)
def render(config: Path, folder: Path | None, uri: str | None) -> None:
    """Print the Markdown of one page, or write that of all.

    Example: explainer render actors/jane-doe
    """
    if (folder is None) == (uri is None):
        raise click.UsageError("Name one page, or give --all with a folder.")
    configuration = read_archive_configuration(config)
    with begin(configuration) as run:
        site = build_site(configuration.folder, configuration.settings, run)
    pages = {page.uri: page for page in site.pages}
    if folder is not None:
        for name, written in pages.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(written.markdown, encoding="utf-8", newline="\n")
        click.echo(f"{count(len(pages), 'page')} written to {folder}", err=True)
        return
    stem = (uri or "").strip("/").removesuffix(".md")
    page = next(
        (pages[name] for name in (f"{stem}.md", f"{stem}/index.md", "index.md" if not stem else "") if name in pages),
        None,
    )
    if page is None:
        raise click.ClickException(
            f"There is no page '{uri}'. Addresses look like actors/jane-doe, rounds/ or articles/<name>."
        )
    click.echo(page.markdown, nl=False)
