"""The command line: `vekha`."""

import sys
from collections.abc import Callable

import typer

from domain.errors import Sentence
from flows.commands import (
    acts,
    addresses,
    amending,
    bench,
    condition,
    drafting,
    facts,
    inviting,
    keeping,
    letters,
    linking,
    looks,
    outgoing,
    outlook,
    participants,
    passports,
    reporting,
)

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Веха: контроль исполнения паспорта регионального проекта.",
)
app.add_typer(passports.app, name="passport")
app.add_typer(keeping.journal, name="journal")
app.add_typer(outgoing.outbox, name="outbox")
app.add_typer(addresses.addresses, name="addresses")
app.add_typer(letters.letters, name="letters")
app.add_typer(facts.fact, name="fact")
app.add_typer(facts.facts, name="facts")
app.add_typer(reporting.reports, name="reports")

COMMANDS: tuple[Callable[..., None], ...] = (
    keeping.up, amending.amend, looks.plan, looks.item, condition.status, condition.metrics, participants.people,
    looks.schedule, keeping.replay, outlook.outlook, outlook.what_if, drafting.draft,
    acts.take, acts.note, reporting.report, acts.accept, acts.grant, acts.refuse, acts.ask, acts.extend, acts.deny,
    acts.acknowledge, acts.reassign, acts.withdraw, acts.reopen, acts.absence, inviting.invite,
    addresses.address, addresses.secretary, linking.link,
    keeping.backup, keeping.reconcile, bench.bench,
)  # fmt: skip
passports.app.command()(amending.amend)
passports.app.command()(amending.editions)
for command in COMMANDS:
    app.command()(command)
app.command(name="return")(acts.return_)

REFUSED = 2


def run() -> None:
    """The console script: an error is one sentence on standard error and exit code 2."""
    try:
        app()
    except Sentence as refusal:
        sys.stderr.write(f"{refusal}\n")
        sys.exit(REFUSED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    run()
