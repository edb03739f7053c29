"""The server's page in real Chromium: paste, drop, read, and nothing leaves."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from test_serve import PAGE, TEXT, served

from attrib.serve import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="module")
def server() -> Iterator[httpx.Client]:
    with served(Limits(size=20_000)) as client:
        yield client


@pytest.fixture
def page(server: httpx.Client) -> Iterator[Page]:
    """A browser on the server's page; it fails the test if anything went wrong or elsewhere."""
    from playwright.sync_api import sync_playwright

    wrong: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_page()
        opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        opened.on("pageerror", lambda error: wrong.append(str(error)))
        own = str(server.base_url)
        opened.on(
            "request", lambda request: None if request.url.startswith(own) else wrong.append(request.url)
        )
        opened.goto(own)
        yield opened
        browser.close()
    # A status of 4xx is a line in the console; the tests that ask for one look at it themselves.
    assert [line for line in wrong if "status of 4" not in line and "favicon" not in line] == []


def drop(page: Page, name: str, kind: str, text: str) -> None:
    """Drop a file on the page, beside the file field."""
    transfer = page.evaluate_handle(
        """([name, kind, text]) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([text], name, {type: kind}));
            return transfer;
        }""",
        [name, kind, text],
    )
    page.dispatch_event("h1", "dragover", {"dataTransfer": transfer})
    assert page.locator("form.dropping").count() == 1
    with page.expect_navigation():
        page.dispatch_event("h1", "drop", {"dataTransfer": transfer})


def test_a_pasted_article_is_shown(page: Page) -> None:
    page.fill("#text", TEXT)
    page.click("text=Analyse")
    page.wait_for_selector("#verdict")
    assert "Anita Rao" in page.inner_text("main")


def test_the_keyboard_is_enough(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.insert_text(TEXT)
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#verdict")


def test_a_dropped_page_is_shown(page: Page) -> None:
    drop(page, "page.html", "text/html", PAGE)
    page.wait_for_selector("#verdict")
    assert "the minister" in page.inner_text("main")


def test_a_dropped_text_is_shown(page: Page) -> None:
    drop(page, "article.txt", "text/plain", TEXT)
    page.wait_for_selector("#verdict")


def test_what_is_wrong_is_told(page: Page) -> None:
    page.click("text=Analyse")
    page.wait_for_selector("[role=alert]")
    assert "paste a text or choose a file" in page.inner_text("[role=alert]")
    page.fill("#text", "x" * 20_000)
    page.click("text=Analyse")
    page.wait_for_selector("text=20,000 bytes at most")


def test_no_script_of_an_article_runs(page: Page) -> None:
    evil = "</textarea><script>document.title = 'run'</script><img src=x onerror=\"document.title = 'run'\">"
    page.fill("#text", f"{evil}\n\n{TEXT}\n\n“{evil},” said {evil}.")
    page.click("text=Analyse")
    page.wait_for_selector("#verdict")
    page.wait_for_timeout(200)
    assert page.title() != "run"


def test_it_fits_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_another_sites_page_cannot_ask(page: Page, server: httpx.Client, tmp_path: Path) -> None:
    other = tmp_path / "other.html"
    other.write_text(
        f'<form method="post" action="{server.base_url}" enctype="multipart/form-data">'
        '<textarea name="text">x</textarea><button>go</button></form>',
        encoding="utf-8",
    )
    context = page.context.browser
    assert context is not None
    foreign = context.new_page()
    foreign.goto(other.as_uri())
    with foreign.expect_navigation() as navigation:
        foreign.click("button")
    assert navigation.value is not None
    assert navigation.value.status == 403
