"""The one exception that users are meant to catch, and how its messages put what went wrong."""

from __future__ import annotations

import json


class AttribError(Exception):
    """Something the user can mend: a bad file, option or model.

    Args:
        message: One line that names the file, the place and the remedy.
        exit_code: What the command line exits with (1 failed or invalid, 2 wrong usage or nothing to read).
    """

    def __init__(self, message: str, *, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def unreadable(name: object, error: OSError) -> AttribError:
    """What to raise where the system does not let a file be read.

    Args:
        name: What to call the file.
        error: What the system said.
    """
    why = {
        FileNotFoundError: "no such file",
        IsADirectoryError: "is a folder; name the files in it",
        PermissionError: "may not be read; check its permissions",
    }.get(type(error), f"cannot be read: {error.strerror or error}")
    return AttribError(f"{name}: {why}", exit_code=2)


def printable(text: str) -> str:
    """A text on one line, a space for each character that would govern the terminal it is shown on."""
    return "".join(character if character.isprintable() else " " for character in text)


def json_fault(error: Exception) -> str:
    """Why something is not JSON, on one line, from what was raised when it was parsed."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.removesuffix(' at')} at column {error.colno}"
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start} is not valid UTF-8"
    return "nested too deep" if isinstance(error, RecursionError) else " ".join(str(error).split())
