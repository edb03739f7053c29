"""Libraries that only some inputs need: a missing one is told in one line, with the command to install it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from attrib.errors import AttribError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def needed(extra: str, *, name: str) -> Iterator[None]:
    """Import what an extra installs within this context.

    Args:
        extra: One of the optional dependencies in ``pyproject.toml``.
        name: The input that needs it.

    Raises:
        AttribError: It is not installed.
    """
    try:
        yield
    except ImportError as error:
        missing = (error.name or "a library").split(".")[0]
        raise AttribError(
            f"{name}: reading it needs {missing}: pip install 'attrib[{extra}]'", exit_code=2
        ) from error
