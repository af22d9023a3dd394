"""Command line of the watch: python -m etl watch | accept PROPOSAL. For cron or CI, and never part of the web process."""

from __future__ import annotations

import argparse

from etl.build import ROOT
from etl.watch import proposals, watching

COMMANDS = ("watch", "accept")


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands to the parser."""
    command = commands.add_parser(
        "watch",
        help="ask the addresses of data/watch.csv what changed there",
        description="Ask the addresses of data/watch.csv that are due what changed there, politely. What is new becomes a proposal in "
        "data/proposals; no answer of the Atlas changes before it is accepted.",
    )
    command.add_argument(
        "only", nargs="*", metavar="NAME", help="ask these alone, due or not (watch_id in data/watch.csv)"
    )
    command.add_argument("--dry-run", action="store_true", help="say what would be asked, and ask nothing")
    accepting = commands.add_parser("accept", help="import the file of a proposal that the watch made, and build")
    accepting.add_argument("proposal", metavar="PROPOSAL", help="its name, or the path of one of its files")
    accepting.add_argument(
        "--despite-guard", action="store_true", help="also where the file lost more rows than the guard lets pass"
    )


def run(given: argparse.Namespace) -> None:
    """Run one of COMMANDS. Raises DataError with what is wrong."""
    if given.command == "accept":
        found, changed = proposals.accept(ROOT, given.proposal, given.despite_guard, print, is_confined=True)
        for line in changed.text() if changed else ():
            print(line)
        print(f"  {found.name} is accepted; import --undo takes it out again")
    elif given.dry_run:
        for line in watching.planned(ROOT, given.only):
            print(line)
    else:
        for outcome in watching.watch(ROOT, only=given.only, is_confined=True):
            print(outcome, flush=True)
