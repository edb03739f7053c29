"""The application: routes, and how answers and refusals are written."""

from __future__ import annotations

import html
import re
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from attrib.serve.form import POLICY, form
from attrib.serve.guard import Guard
from attrib.serve.limits import Limits
from attrib.serve.openapi import description
from attrib.serve.pool import Pool
from attrib.serve.refusal import Refusal
from attrib.serve.requests import article_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.types import ASGIApp

#: A report's page says itself what it may do; where that is not found it may do nothing.
_PAGE_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')
_PAGE_HEAD = 2000


def application(
    limits: Limits | None = None, *, names: frozenset[str] = frozenset(), pool: Pool | None = None
) -> ASGIApp:
    """The server as an ASGI application.

    Args:
        limits: How much it takes on.
        names: Names by which it may be reached, beside addresses and ``localhost``.
        pool: Its workers; made from the limits when None.
    """
    bounds = limits or Limits()
    workers = pool or Pool(bounds)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await workers.close()

    routes = _Routes(workers, bounds)
    app = Starlette(
        routes=[
            Route("/", routes.show, methods=["GET"]),
            Route("/", routes.page, methods=["POST"]),
            Route("/api/analyse", routes.report, methods=["POST"]),
            Route("/openapi.json", routes.openapi, methods=["GET"]),
        ],
        exception_handlers={HTTPException: _not_served, Exception: _broken},
        lifespan=lifespan,
    )
    # Around all of it: Starlette answers what breaks outside the middleware that it is given.
    return Guard(app, names=names)


class _Routes:
    """What is answered to whom."""

    def __init__(self, pool: Pool, limits: Limits) -> None:
        self._pool = pool
        self._limits = limits

    async def show(self, _: Request) -> Response:
        """The form."""
        return HTMLResponse(form(), headers={"content-security-policy": POLICY})

    async def page(self, request: Request) -> Response:
        """The page of the article in the form, or the form again with what was wrong."""
        try:
            page = await self._pool.analyse(await article_of(request, self._limits), as_="page")
        except Refusal as refusal:
            headers = refusal.headers | {"content-security-policy": POLICY}
            return HTMLResponse(form(error=refusal.detail), status_code=refusal.status, headers=headers)
        return HTMLResponse(page, headers={"content-security-policy": _policy(page)})

    async def report(self, request: Request) -> Response:
        """The report of an article."""
        try:
            report = await self._pool.analyse(await article_of(request, self._limits), as_="report")
        except Refusal as refusal:
            return refusal.answer()
        return Response(report, media_type="application/json")

    async def openapi(self, _: Request) -> Response:
        """The description of the endpoint."""
        return JSONResponse(description())


async def _not_served(_: Request, error: Exception) -> Response:
    """What is answered to a request that no route is for."""
    assert isinstance(error, HTTPException)  # noqa: S101 - it is called for these
    detail = "nothing is served so at this address; /openapi.json says what is"
    return Refusal(HTTPStatus(error.status_code), detail, headers=error.headers).answer()


async def _broken(_: Request, __: Exception) -> Response:
    """What is answered when the server itself is at fault; the traceback goes to the log."""
    detail = "the server has a fault, which its log describes"
    return Refusal(HTTPStatus.INTERNAL_SERVER_ERROR, detail).answer()


def _policy(page: str) -> str:
    found = _PAGE_POLICY.search(page, 0, _PAGE_HEAD)
    own = html.unescape(found[1]) if found else "default-src 'none'"
    return f"{own}; frame-ancestors 'none'"
