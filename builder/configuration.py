"""`mkdocs.yml` as far as commands outside MkDocs need it: where the content is, and the plugin's settings."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

from builder.cache.place import FOLDER, store_file
from builder.settings import QuoteLimit, Settings


class _Lenient(yaml.SafeLoader):
    """Reads past MkDocs' own tags (`!ENV`, `!!python/name:…`), which mean nothing here and are never executed."""


def _ignore(_loader: yaml.Loader, _suffix: str, _node: yaml.Node) -> None:
    return None


_Lenient.add_multi_constructor("", _ignore)


@dataclass(frozen=True, slots=True)
class Configuration:
    folder: Path
    """The content folder."""
    settings: Settings
    root: Path
    """The archive's folder, in which the configuration is."""
    cache: Path | None
    """Where what was worked out is kept."""
    scheduler: str = ""
    """The address of a scheduler of dask, whose workers read articles."""


def read_configuration(path: Path) -> Configuration:
    """The configuration in `path`. Raises OSError, or ValueError with a sentence for people."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Lenient)  # noqa: S506 - a subclass of SafeLoader
    except yaml.YAMLError as error:
        raise ValueError(f"{path} is not valid YAML: {error}") from error
    if not isinstance(data, dict):
        raise ValueError(f"{path} holds no settings")  # noqa: TRY004 - for people, not programs
    options = _plugin_options(data.get("plugins"))
    return Configuration(
        path.parent / str(data.get("docs_dir", "docs")),
        Settings(
            name=str(data.get("site_name", "Explainer")),
            topic=str(options.get("topic") or ""),
            round_words=tuple(options.get("round_words") or ()),
            do_not_name=tuple(options.get("do_not_name") or ()),
            quote_limit=_quote_limit(path, options.get("quote_limit") or {}),
        ),
        path.parent,
        store_file(path.parent, options.get("cache", FOLDER)),
        str(options.get("scheduler") or ""),
    )


def _quote_limit(path: Path, limit: Any) -> QuoteLimit:
    known = [field.name for field in fields(QuoteLimit)]
    strangers = sorted(set(limit) - set(known)) if isinstance(limit, dict) else [str(limit)]
    if strangers:
        raise ValueError(f"{path}: quote_limit does not know '{strangers[0]}'; it has {', '.join(known)}")
    return QuoteLimit(**limit)


def _plugin_options(plugins: Any) -> dict[str, Any]:
    if isinstance(plugins, dict):
        return plugins.get("explainer") or {}
    for plugin in plugins or ():
        if isinstance(plugin, dict) and "explainer" in plugin:
            return plugin["explainer"] or {}
    return {}
