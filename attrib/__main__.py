"""``python -m attrib`` and the ``attrib`` command."""

from __future__ import annotations

import os
import sys

import click

from attrib.cli import cli
from attrib.cli.common import tell
from attrib.errors import AttribError

_INTERRUPTED = 130


def main() -> None:
    """Run the command line and exit with the code of the contract; tracebacks only with ``--debug``."""
    sys.exit(_run(sys.argv[1:]))


def _run(arguments: list[str]) -> int:
    debug = "--debug" in arguments
    try:
        code = cli.main(arguments, prog_name="attrib", standalone_mode=False)
    except click.ClickException as error:
        _show(error)
        return error.exit_code
    except AttribError as error:
        if debug:
            raise
        tell(error)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        tell("interrupted")
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever reads our output has had enough; Python would complain again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        if debug:
            raise
        tell(f"{error.filename or 'output'}: {error.strerror or error}; nothing more was written")
        return 1
    return code if isinstance(code, int) else 0


def _show(error: click.ClickException) -> None:
    """Wrong usage on one line; the help that a command group without arguments gives is left as it is."""
    message = " ".join(error.format_message().split()).rstrip(".")
    if message.startswith("Usage:") or not isinstance(error, click.UsageError) or error.ctx is None:
        error.show()
        return
    command = error.ctx.command_path
    click.echo(f"{command}: {message[:1].lower()}{message[1:]}; see {command} --help", err=True)


if __name__ == "__main__":
    main()
