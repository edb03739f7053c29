"""Running the server: an address goes in; it answers there until it is interrupted."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from typing import TYPE_CHECKING

import uvicorn

from attrib.errors import AttribError
from attrib.serve.app import application
from attrib.serve.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Callable

    from attrib.serve.limits import Limits

#: Connections at a time, those included that send nothing.
_CONNECTIONS = 100


def serve(
    host: str, port: int, *, limits: Limits, model: str = "default", told: Callable[[str], None]
) -> None:
    """Serve until interrupted.

    Args:
        host: The address or name to listen on.
        port: The port, 0 for any that is free.
        limits: How much to take on.
        model: The extraction model.
        told: Is called with the server's address once it can be asked.

    Raises:
        AttribError: The address cannot be had, or the models cannot be loaded.
    """
    listening = _listen(host, port)
    with listening:
        asyncio.run(_serve(listening, host, limits=limits, model=model, told=told))


async def _serve(
    listening: socket.socket, host: str, *, limits: Limits, model: str, told: Callable[[str], None]
) -> None:
    pool = Pool(limits, model=model)
    try:
        await pool.start()
        app = application(limits, names=_names(host), pool=pool)
        settings = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,  # what is analysed is nobody else's business
            limit_concurrency=_CONNECTIONS,
            server_header=False,
            timeout_graceful_shutdown=3,
            ws="none",
        )
        shown = f"[{host}]" if ":" in host else host
        told(f"http://{shown}:{listening.getsockname()[1]}/")
        await uvicorn.Server(settings).serve(sockets=[listening])
    finally:
        await pool.close()


def _listen(host: str, port: int) -> socket.socket:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen()  # whoever is told the address may ask at once, and is kept waiting
    except OSError as error:
        raise AttribError(
            f"{host}:{port}: cannot be listened on: {error.strerror}; choose by --host and --port",
            exit_code=2,
        ) from error
    return listening


def _names(host: str) -> frozenset[str]:
    """The name that was asked for; an address needs none."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return frozenset({host.lower()})
    return frozenset()
