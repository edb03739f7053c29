"""The server, asked by a real client over a real socket, with real and with misbehaving workers."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import uvicorn

from attrib.schema import REPORT, errors, validate
from attrib.serve import Limits, application
from attrib.serve.openapi import description
from attrib.serve.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = (
    "The harbour will stay shut until May, the minister said. “We may need longer,” Anita Rao told reporters."
)
PAGE = f"""<!doctype html><html><head><title>Harbour shut</title></head><body><article><h1>Harbour shut</h1>
<p>{TEXT}</p><p>The engineers said that the seals were worn, and that the gate might fail before the spring.</p>
</article></body></html>"""

#: A worker that answers at once with what it was asked; with what articles ask of it otherwise.
FAKE = """
import base64, json, sys, time
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    text = base64.b64decode(request["article"]["data"]).decode("utf-8", "replace")
    if text.startswith("sleep"):
        time.sleep(float(text[5:]))
    if text.startswith("die"):
        sys.exit(3)
    if text.startswith("babble"):
        print("no JSON", flush=True)
        continue
    answer = {"error": "no article"} if text.startswith("bad") else {"body": json.dumps(request)}
    print(json.dumps(answer), flush=True)
"""


@contextmanager
def served(
    limits: Limits, *, names: frozenset[str] = frozenset(), pool: Pool | None = None
) -> Iterator[httpx.Client]:
    """A client of a server that runs in a thread."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        app = application(limits, names=names, pool=pool)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            with httpx.Client(base_url=address, timeout=120, trust_env=False) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def fake() -> Iterator[httpx.Client]:
    limits = Limits(size=20_000, timeout=1.5, upload=1.0, jobs=1, waiting=1)
    pool = Pool(limits, command=(sys.executable, "-c", FAKE))
    with served(limits, names=frozenset({"newsdesk.example"}), pool=pool) as client:
        yield client


@pytest.fixture(scope="module")
def real() -> Iterator[httpx.Client]:
    with served(Limits()) as client:
        yield client


def problem(answer: httpx.Response, status: int) -> str:
    """The detail of an answer that is an error, checked for its form."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert set(told) == {"title", "status", "detail"}
    assert told["status"] == status
    detail: str = told["detail"]
    assert "\n" not in detail
    return detail


def asked(answer: httpx.Response) -> dict[str, Any]:
    """What reached the fake worker."""
    assert answer.status_code == 200, answer.text
    article: dict[str, Any] = answer.json()["article"]
    return article


# The real analysis.


def test_json_gives_a_valid_report(real: httpx.Client) -> None:
    given = {"text": TEXT, "id": "a/../b", "title": "Harbour", "outlet": "The Courier", "url": None}
    answer = real.post("/api/analyse", json=given)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    report = answer.json()
    validate(report)
    assert (report["doc_id"], report["text"]) == ("a/../b", TEXT)
    assert (report["meta"]["title"], report["meta"]["outlet"]) == ("Harbour", "The Courier")
    assert any(source["name"] == "Anita Rao" for source in report["sources"])


def test_plain_text_and_files_give_the_same_report(real: httpx.Client) -> None:
    plain = real.post("/api/analyse", content=TEXT.encode(), headers={"content-type": "text/plain"}).json()
    upload = real.post("/api/analyse", files={"file": ("text", TEXT.encode(), "text/plain")}).json()
    assert plain == upload
    validate(plain)


def test_an_html_file_is_read(real: httpx.Client) -> None:
    answer = real.post("/api/analyse", files={"file": ("page.html", PAGE.encode())})
    report = answer.json()
    validate(report)
    assert report["input"]["format"] == "html"
    assert "the minister said" in report["text"]
    same = real.post(
        "/api/analyse", content=PAGE.encode(), headers={"content-type": "text/html; charset=utf-8"}
    )
    assert same.json()["text"] == report["text"]


def test_the_form_gives_the_page(real: httpx.Client) -> None:
    answer = real.post("/", files={"text": (None, TEXT)})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Anita Rao" in answer.text
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert policy.endswith("frame-ancestors 'none'")
    assert "unsafe" not in policy


def test_what_is_no_text_is_refused(real: httpx.Client) -> None:
    assert "the article" in problem(real.post("/api/analyse", files={"file": ("a.txt", b"\0\1\2" * 99)}), 422)
    empty = real.post("/api/analyse", content=b"<html></html>", headers={"content-type": "text/html"})
    assert "no article" in problem(empty, 422)


# Requests.


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"{", "expected JSON"),
        (b"[1]", 'expected an object with the article as "text"'),
        (b'{"text": 3}', 'expected an object with the article as "text"'),
        (b'{"text": "x", "path": "/etc/passwd"}', "'path': expected one of text, format, id"),
        (b'{"text": "x", "title": 3}', "'title': expected a text"),
        (b'{"text": "x", "format": "pdf"}', "'format': expected text or html"),
        (b"[" * 10_000, "expected JSON"),
    ],
)
def test_json_that_is_no_article(body: bytes, detail: str, fake: httpx.Client) -> None:
    answer = fake.post("/api/analyse", content=body, headers={"content-type": "application/json"})
    assert detail in problem(answer, 400)


def test_half_a_surrogate_pair_is_replaced(fake: httpx.Client) -> None:
    import base64

    body = b'{"text": "a\\ud800b \\ud83c\\udf0a", "id": "\\udfff", "title": "T\\ud800"}'
    article = asked(fake.post("/api/analyse", content=body, headers={"content-type": "application/json"}))
    assert base64.b64decode(article["data"]).decode() == "a\ufffdb 🌊"
    assert (article["doc_id"], article["meta"]) == ("\ufffd", {"title": "T\ufffd"})


def test_other_types_are_refused(fake: httpx.Client) -> None:
    assert "expected application/json" in problem(fake.post("/api/analyse", content=b"x"), 415)
    bare = fake.post("/api/analyse", files={"other": (None, "x")})
    assert "no article in the form" in problem(bare, 400)
    broken = fake.post("/api/analyse", content=b"x", headers={"content-type": "multipart/form-data"})
    assert "form cannot be read" in problem(broken, 400)


def test_a_file_keeps_its_name_and_is_not_written(
    fake: httpx.Client, tmp_path: Path, monkeypatch: Any
) -> None:
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    article = asked(fake.post("/api/analyse", files={"file": ("../../a.HTM", b"x" * 19_000)}))
    assert (article["doc_id"], article["format"]) == ("../../a.HTM", "html")


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/api", "/static/x"]
)
def test_no_path_is_looked_up(path: str, fake: httpx.Client) -> None:
    assert "nothing is served" in problem(fake.get(path), 404)


def test_other_methods_are_refused(fake: httpx.Client) -> None:
    answer = fake.get("/api/analyse")
    assert "/openapi.json" in problem(answer, 405)
    assert answer.headers["allow"] == "POST"
    problem(fake.put("/"), 405)


# Limits.


def test_large_requests_are_refused_with_and_without_a_length(fake: httpx.Client) -> None:
    kind = {"content-type": "text/plain"}
    assert "20,000 bytes" in problem(fake.post("/api/analyse", content=b"x" * 20_001, headers=kind), 413)

    def chunks() -> Iterator[bytes]:
        for _ in range(21):
            yield b"x" * 1000

    assert "20,000 bytes" in problem(fake.post("/api/analyse", content=chunks(), headers=kind), 413)
    asked(fake.post("/api/analyse", content=b"x" * 20_000, headers=kind))


def test_a_slow_request_is_given_up(fake: httpx.Client) -> None:
    port = fake.base_url.port
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(
            f"POST /api/analyse HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: text/plain\r\n"
            "Content-Length: 100\r\n\r\nhalf".encode()
        )
        assert b" 408 " in connection.recv(9999).partition(b"\r\n")[0]


def test_a_long_analysis_is_given_up_and_the_next_is_served(fake: httpx.Client) -> None:
    kind = {"content-type": "text/plain"}
    start = time.monotonic()
    slow = fake.post("/api/analyse", content=b"sleep60", headers=kind)
    assert "took longer than 1.5 s" in problem(slow, 504)
    assert time.monotonic() - start < 30
    asked(fake.post("/api/analyse", content=b"x", headers=kind))


@pytest.mark.parametrize("text", [b"die", b"babble"])
def test_a_worker_that_breaks_is_replaced(text: bytes, fake: httpx.Client) -> None:
    kind = {"content-type": "text/plain"}
    assert problem(fake.post("/api/analyse", content=text, headers=kind), 500) == "the analysis broke down"
    asked(fake.post("/api/analyse", content=b"x", headers=kind))


@pytest.mark.parametrize("path", ["/", "/api/analyse"])
def test_a_fault_of_the_server_is_told_as_other_errors_are(path: str) -> None:
    class Faulty(Pool):
        async def analyse(self, *_: object, **__: object) -> str:
            raise RuntimeError("the minister said")

    with served(Limits(), pool=Faulty(Limits())) as client:
        answer = client.post(path, files={"text": (None, TEXT)})
    assert problem(answer, 500) == "the server has a fault, which its log describes"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_more_than_may_wait_are_turned_away(fake: httpx.Client) -> None:
    def post(_: int) -> httpx.Response:
        return fake.post("/api/analyse", content=b"sleep0.7", headers={"content-type": "text/plain"})

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(post, range(6)))
    codes = sorted(answer.status_code for answer in answers)
    assert codes == [200, 200, 503, 503, 503, 503]
    busy = [answer for answer in answers if answer.status_code == 503]
    assert {answer.headers["retry-after"] for answer in busy} == {"5"}
    assert "try again" in problem(busy[0], 503)


# Who may ask.


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:9", "127.0.0.1:9", "[::1]:9", "192.0.2.7", "newsdesk.example"]
)
def test_own_names_are_served(host: str, fake: httpx.Client) -> None:
    assert fake.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "[", "a@b:c:d"]
)
def test_rebound_names_are_refused(host: str, fake: httpx.Client) -> None:
    assert "names another server" in problem(fake.get("/", headers={"host": host}), 403)


@pytest.mark.parametrize(
    "header",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"origin": "http://127.0.0.1:1"},
    ],
)
def test_other_sites_pages_are_refused(header: dict[str, str], fake: httpx.Client) -> None:
    answer = fake.post("/api/analyse", content=b"x", headers={"content-type": "text/plain"} | header)
    assert "another site" in problem(answer, 403)


def test_the_form_may_be_posted_from_its_own_page(fake: httpx.Client) -> None:
    own = str(fake.base_url).rstrip("/")
    answer = fake.post(
        "/", files={"text": (None, "x")}, headers={"origin": own, "sec-fetch-site": "same-origin"}
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/", "/openapi.json", "/nothing", "/api/analyse"])
def test_every_answer_is_guarded(path: str, fake: httpx.Client) -> None:
    headers = fake.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers


def test_errors_in_the_form_are_told_on_the_page_and_escaped(fake: httpx.Client) -> None:
    answer = fake.post("/", files={"text": (None, "bad")})
    assert answer.status_code == 422
    assert '<p class="error" role="alert">no article</p>' in answer.text
    assert fake.post("/", files={"text": (None, " ")}).status_code == 400


# The description.


def test_openapi_is_valid_and_holds_the_reports_schema(fake: httpx.Client) -> None:
    from openapi_spec_validator import OpenAPIV31SpecValidator
    from openapi_spec_validator import validate as check

    served_ = fake.get("/openapi.json").json()
    check(served_, cls=OpenAPIV31SpecValidator)
    assert served_ == description()
    with pytest.raises(Exception, match=r"responses|required"):
        check({"openapi": "3.1.0", "info": {}, "paths": {}}, cls=OpenAPIV31SpecValidator)


def test_reports_fit_the_description() -> None:
    from jsonschema import Draft202012Validator

    example = Path(__file__).parent / "schema_examples" / "accepted" / "report-1.0.0" / "every-field.json"
    report = json.loads(example.read_text(encoding="utf-8"))
    schema = {"$ref": "#/components/schemas/Report"} | {"components": description()["components"]}
    assert not list(Draft202012Validator(schema).iter_errors(report))
    assert list(Draft202012Validator(schema).iter_errors(report | {"sources": [{}]}))
    assert not list(errors(report, REPORT))


# The command.


def test_the_command_serves_until_interrupted() -> None:
    command = [sys.executable, "-m", "attrib", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        try:
            assert line.startswith("attrib: serving on http://127.0.0.1:")
            address = line.split()[3]
            assert httpx.get(address, trust_env=False).status_code == 200
            taken = subprocess.run(
                [*command[:-1], address.rstrip("/").rpartition(":")[2]],
                capture_output=True,
                text=True,
                check=False,
            )
            assert taken.returncode == 2
            assert "cannot be listened on" in taken.stderr
            assert "--port" in taken.stderr
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) in (0, 130)
        assert "Traceback" not in process.stderr.read()
