"""Who may ask: what comes by another site's name, or from another site's page, is refused.

A page of another site can send requests to this machine. It cannot read the answers unless it makes its own
name point here (DNS rebinding), and then its requests carry that name: so names other than the server's own
are refused, while addresses, which nobody can rebind, are not. What it sends blindly carries its origin.
"""

from __future__ import annotations

import ipaddress
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders

from attrib.serve.refusal import Refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: On every answer. Nothing may be loaded; answers with pages in them bring their own policy.
_HEADERS = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # With "no-referrer" browsers hide the origin of a form even from the server that it came from.
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """Stands around the application, itself one.

    Args:
        app: The application.
        names: Names by which the server may be reached, beside its addresses and ``localhost``.
    """

    def __init__(self, app: ASGIApp, *, names: frozenset[str] = frozenset()) -> None:
        self._app = app
        self._names = names | {"localhost"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse or pass on a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if (refusal := self._refusal(Headers(scope=scope))) is None:
            await self._app(scope, receive, guarded)
            return
        await refusal.answer()(scope, receive, guarded)

    def _refusal(self, headers: Headers) -> Refusal | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._is_ours(hosts[0]):
            return Refusal(HTTPStatus.FORBIDDEN, "the Host header names another server")
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != hosts[0]:
            return Refusal(HTTPStatus.FORBIDDEN, "the request comes from another site's page")
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            # Chromium's own word for the same; a form that was posted from a file has no other sign.
            return Refusal(HTTPStatus.FORBIDDEN, "the request comes from another site's page")
        return None

    def _is_ours(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname
        except ValueError:
            return False
        if name is None:
            return False
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return name in self._names
        return True
