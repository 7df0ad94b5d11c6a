"""The timeline's data of an archive, without its pages."""

from __future__ import annotations

from builder.archive.account import Archive
from builder.pages.linking import ProseLinker
from builder.pages.page import DataFile
from builder.pages.sheets import Desk
from builder.pages.timeline.data import plan_data, sheets_of_data, write_data
from builder.pages.timeline.layout import lay_out
from builder.settings import Settings


def timeline_files(archive: Archive, settings: Settings) -> tuple[DataFile, ...]:
    layout = lay_out(archive)
    plan, desk = plan_data(archive, layout), Desk(archive, ProseLinker(archive), layout)
    composed = {sheet.uri: desk.compose(sheet) for sheet in sheets_of_data(plan)}
    files = {uri: made for uri, made in composed.items() if isinstance(made, DataFile)}
    return write_data(archive, layout, settings, plan, files)
