"""What a request is answered when it cannot be served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from http import HTTPStatus


class Refusal(Exception):  # noqa: N818 - an answer to a client, no fault of the server
    """An answer that is an error.

    Args:
        status: The HTTP status.
        detail: One line for a person.
        headers: What else the answer says.
    """

    def __init__(self, status: HTTPStatus, detail: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})

    def answer(self) -> JSONResponse:
        """The error as JSON of the type application/problem+json (RFC 9457)."""
        return JSONResponse(
            {"title": self.status.phrase, "status": int(self.status), "detail": self.detail},
            status_code=self.status,
            headers=self.headers,
            media_type="application/problem+json",
        )
