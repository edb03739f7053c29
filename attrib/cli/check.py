"""``attrib validate`` and ``attrib schema``: reports against their schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from attrib.cli.common import PATHS, tell
from attrib.errors import AttribError

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("reports", nargs=-1, required=True, type=PATHS, metavar="REPORT…")
def validate(*, reports: tuple[Path, ...]) -> int:
    """Check reports, JSON or JSON lines, against the schema.

    Exit code 1 if one is invalid, 2 if a file cannot be read; the others are checked all the same.
    """
    from attrib.report import checked

    code = 0
    for path in reports:
        try:
            for _, found in checked(path):
                if isinstance(found, AttribError):
                    tell(found)
                    code = max(code, 1)
        except AttribError as error:
            tell(error)
            code = max(code, error.exit_code)
    return code


@click.command()
def schema() -> None:
    """Print the JSON Schema of the report."""
    from attrib import resources
    from attrib.schema import REPORT

    click.echo(resources.schema_path(REPORT).read_text(encoding="utf-8"), nl=False)
