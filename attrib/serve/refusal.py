"""What a request is answered when it cannot be served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from http import HTTPStatus


class Refusal(Exception):  # noqa: N818 - an answer to a client, no fault of the server
    """An answer that is an error.

    Args:
        status: The HTTP status.
        detail: One line for a person.
    """

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail

    def problem(self) -> dict[str, Any]:
        """The error as JSON of the type application/problem+json (RFC 9457)."""
        return {"title": self.status.phrase, "status": int(self.status), "detail": self.detail}
