"""The `explainer` command: what commands there are."""

from __future__ import annotations

import gc
from importlib import import_module

import click

# An archive is many small things that live as long as the command: looking for cycles after each 700 of them, as Python
# does, is a fifth of the time of a short command.
gc.set_threshold(50_000)


class _Commands(click.Group):
    """Loads a command when it is called: the libraries of all together take longer than the work of one."""

    names = (
        "add", "audit", "check", "diff", "findings", "identify", "links", "new", "render", "review", "schema",
    )  # fmt: skip

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(self.names)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in self.names:
            return None
        command: click.Command = getattr(import_module(f"builder.commands.{name}"), name)
        return command


@click.group(cls=_Commands)
@click.version_option(package_name="explainer-archive")
def main() -> None:
    """Turn a folder of news articles into a site that explains a negotiation."""


if __name__ == "__main__":
    main()
