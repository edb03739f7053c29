"""Web archives built by hand: answers of a server go in, the bytes of a WARC file come out."""

from __future__ import annotations

import gzip


def _record(kind: str, head: str, body: bytes) -> bytes:
    """A record of a web archive, as ISO 28500 has it."""
    length = f"WARC/1.0\r\nWARC-Type: {kind}\r\n{head}Content-Length: {len(body)}\r\n\r\n"
    return length.encode() + body + b"\r\n\r\n"


def archive(*pages: tuple[str, bytes, str, str], packed: bool = False) -> bytes:
    """A web archive of answers: address, body, status and type."""
    records = [_record("warcinfo", "", b"software: test\r\n")]
    for number, (url, body, status, kind) in enumerate(pages):
        head = f"WARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Target-URI: {url}\r\n"
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        records.append(
            _record("response", f"{head}Content-Type: application/http; msgtype=response\r\n", answer)
        )
    return b"".join(map(gzip.compress, records)) if packed else b"".join(records)
