"""The command line: arguments in, reports to standard output or a file, messages to standard error.

A module a command; the stages are imported inside the commands, so that ``attrib --help`` answers at once.
"""

from __future__ import annotations

import click

from attrib.cli.analyse import analyse
from attrib.cli.audit import audit
from attrib.cli.batch import batch
from attrib.cli.check import schema, validate
from attrib.cli.evaluate import evaluate
from attrib.cli.explain import explain
from attrib.cli.export import export
from attrib.cli.report import report
from attrib.cli.serve import serve
from attrib.cli.train import train
from attrib.version import VERSION


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="attrib")
@click.option("--debug", is_flag=True, help="Show tracebacks.")
def cli(*, debug: bool) -> None:
    """Who says what in news: attributions, their sources, and how hedged each claim is."""
    del debug  # read in __main__, where exceptions end


for _command in (analyse, audit, explain, report, export, serve, batch, validate, schema, evaluate, train):
    cli.add_command(_command)
