"""`explainer links`"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from builder.commands.archive import count, read_archive_configuration
from builder.commands.options import config_option
from builder.content.folder import read_content
from builder.content.redaction import redact
from builder.links.addresses import find_addresses
from builder.links.asking import Answer, ask
from builder.links.memory import read_memory, still_good, write_memory
from builder.links.politeness import PAUSE, Turns, ask_all, is_offline
from builder.links.report import Finding, judge, problems_of, render_links_json, render_links_markdown
from builder.problems import render_text, visible
from builder.terminal import show_progress

MEMORY = Path(".cache") / "explainer" / "links.json"


@click.command()
@config_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True,
    help="Markdown is for an issue, and empty when nothing is broken.",
)  # fmt: skip
@click.option("--recheck", is_flag=True, help="Ask also for what answered within the last seven days.")
@click.option("--allow-private", is_flag=True, help="Ask hosts of private networks too, which contributors may name.")
def links(config: Path, form: str, *, recheck: bool, allow_private: bool) -> None:
    """Ask every address in the content whether it still leads somewhere; exit 1 if one does not.

    The only command that uses the network. An address is broken when its host says that there is nothing, or does not
    exist; refusals, overload, time-outs and bad certificates leave it unknown. An original that is gone is no problem
    where its 'archive_url' answers.

    Example: explainer links --format markdown
    """
    configuration = read_archive_configuration(config)
    content = redact(read_content(configuration.folder), configuration.settings.do_not_name)
    found = find_addresses(content, configuration.folder)
    today = datetime.now(UTC).date()
    path = config.parent / MEMORY
    answered = read_memory(path)
    known = frozenset() if recheck else still_good(answered, (link.address for link in found), today)
    turns = Turns(PAUSE)

    def ask_one(address: str) -> Answer:
        return ask(address, turns.wait, allow_private=allow_private)

    asked = [link.address for link in found if link.address not in known]
    with show_progress() as watch:
        answers = ask_all(asked, ask_one, watch)
    if is_offline(answers):
        first = next(iter(answers))
        raise click.ClickException(
            f"Of {count(len(asked), 'link')} none could be reached: is there a network? "
            f"The first is {visible(first)}, which {answers[first].reason}."
        )
    good = {address: today for address, answer in answers.items() if answer.verdict == "good"}
    _remember(path, {link.address: answered[link.address] for link in found if link.address in known} | good)
    answers |= {address: Answer("good", f"answered on {answered[address]}") for address in known}
    findings = judge(found, answers)
    render = {"text": _render_text, "json": render_links_json, "markdown": render_links_markdown}[form]
    click.echo(render(findings), nl=False)
    click.echo(_summary(findings), err=True)
    sys.exit(1 if any(finding.answer.verdict == "broken" and not finding.replaced for finding in findings) else 0)


def _render_text(findings: tuple[Finding, ...]) -> str:
    return render_text(problems_of(findings))


def _summary(findings: tuple[Finding, ...]) -> str:
    verdicts = ["replaced" if finding.replaced else finding.answer.verdict for finding in findings]
    told = [f"{verdicts.count(verdict)} {verdict}" for verdict in ("good", "replaced", "broken", "unknown")]
    return f"{count(len(findings), 'link')}: {', '.join(told)}."


def _remember(path: Path, answered: dict[str, date]) -> None:
    try:
        write_memory(path, answered)
    except OSError as error:
        click.echo(f"{path} cannot be written ({error.strerror}): all will be asked again next time.", err=True)
