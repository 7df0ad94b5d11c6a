"""The archive beside which a command runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.configuration import Configuration, read_configuration

if TYPE_CHECKING:  # all of the builder is behind it, which not every command needs
    from builder.site import Run


def read_archive_configuration(path: Path) -> Configuration:
    """The configuration in `path`; what is wrong with it ends the command with a sentence."""
    try:
        configuration = read_configuration(path)
    except OSError as error:
        raise click.ClickException(
            f"{path} cannot be read ({error.strerror}). Run this beside mkdocs.yml, or give --config-file."
        ) from error
    except (ValueError, TypeError) as error:
        raise click.ClickException(str(error)) from error
    if not configuration.folder.is_dir():
        raise click.ClickException(
            f"The content folder {configuration.folder} does not exist. Make it, or set docs_dir in {path}."
        )
    return configuration


@contextmanager
def begin(configuration: Configuration, *, shown: bool = True) -> Iterator[Run]:
    """A run on the archive, with its cache, and progress on standard error if `shown`.

    Where the workers that it wants cannot be had, that ends the command with a sentence.
    """
    from builder.run import open_run  # noqa: PLC0415 - the same

    with (
        telling_of_workers(),
        open_run(configuration.root, configuration.cache, shown=shown, scheduler=configuration.scheduler) as run,
    ):
        yield run


@contextmanager
def telling_of_workers() -> Iterator[None]:
    """End the command with a sentence where workers on other machines cannot be had."""
    from builder.cluster import ClusterError  # noqa: PLC0415 - the same

    try:
        yield
    except ClusterError as error:
        raise click.ClickException(str(error)) from error


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
