"""``attrib serve``: a page and a REST endpoint on this machine."""

from __future__ import annotations

import click

from attrib.cli.common import model_option, tell
from attrib.errors import AttribError


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 for any.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address or name to listen on. Another than this lets others in: there is no login.",
)
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Analyses at a time.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    metavar="S",
    help="Seconds that an analysis may take.",
)
@click.option(
    "--max-size",
    type=click.FloatRange(min=0, min_open=True),
    default=5.0,
    show_default=True,
    metavar="MB",
    help="Size of the largest article.",
)
@model_option
def serve(*, port: int, host: str, jobs: int, timeout: float, max_size: float, model: str) -> None:
    """Serve a page to paste or drop an article on, and a REST endpoint (needs the serve extra)."""
    try:
        from attrib.serve import Limits
        from attrib.serve import serve as run
    except ImportError as error:
        raise AttribError("the server needs its extra: pip install 'attrib[serve]'", exit_code=2) from error
    limits = Limits(size=int(max_size * 1_000_000), timeout=timeout, jobs=jobs)
    run(host, port, limits=limits, model=model, told=_told)


def _told(address: str) -> None:
    tell(f"serving on {address} until interrupted (Ctrl-C)")
