"""`explainer identify`"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from builder.commands.archive import begin, count, read_archive_configuration
from builder.commands.options import config_option
from builder.content.folder import read_content
from builder.content.ledger import update_ledger, write_ledger
from builder.content.redaction import redact
from builder.problems import render_text
from builder.site import build_archive


@click.command()
@config_option
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if a file would change.")
def identify(config: Path, only_check: bool) -> None:
    """Write down, in identifiers/ of the content folder, under which ids everything is published.

    Whatever articles come and go, an address that is written down leads to the same thing, or says that it is gone.
    Nothing is ever taken out of these files.

    Example: explainer identify --check
    """
    configuration = read_archive_configuration(config)
    content = read_content(configuration.folder)
    errors = [problem for problem in content.problems if problem.severity == "error"]
    if errors:
        raise click.ClickException(
            f"Without what is wrong, other things would get the ids. Mend first:\n{render_text(errors).rstrip()}"
        )
    with begin(configuration) as run:
        archive = build_archive(redact(content, configuration.settings.do_not_name), configuration.settings, run)
    folder = configuration.folder / "identifiers"
    texts = write_ledger(update_ledger(content.recorded, archive.anchors))
    changed = {folder / f"{article}.yml": text for article, text in texts.items()}
    changed = {path: text for path, text in changed.items() if _read(path) != text}
    for path in changed:
        click.echo(f"{path.relative_to(configuration.folder.parent).as_posix()}: {_verb(path, only_check=only_check)}")
    if only_check:
        click.echo(f"{count(len(changed), 'file')} of {len(texts)} out of date.", err=True)
        sys.exit(1 if changed else 0)
    _write(changed)
    click.echo(f"{count(len(changed), 'file')} of {len(texts)} written.", err=True)


def _read(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8") if path.exists() else None


def _verb(path: Path, *, only_check: bool) -> str:
    if only_check:
        return "out of date" if path.exists() else "missing"
    return "changed" if path.exists() else "new"


def _write(texts: Mapping[Path, str]) -> None:
    for path, text in texts.items():
        try:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise click.ClickException(f"{path} cannot be written ({error.strerror}).") from error
