"""The pages in a real Chromium: clicking, filtering, the keyboard, contrast, print, phones, and hostile texts."""

from __future__ import annotations

import copy
import shutil
from typing import TYPE_CHECKING, Any

import page_reports
import pytest

from attrib.report import corpus_page, page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

#: Programs that speak Chromium's protocol; without one, the browser that playwright installs is tried.
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_PHONE = {"width": 390, "height": 844}
_DESK = {"width": 1280, "height": 900}
_SCHEMES = ("light", "dark")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    program = next((found for name in _CHROMIUM if (found := shutil.which(name))), None)
    with sync_playwright() as driver:
        # Containers run tests as root, where Chromium's sandbox refuses to start.
        opened = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    story = page_reports.story()
    shown = {
        "story": page(story),
        "bare": page(page_reports.textless(story)),
        "corpus": corpus_page(page_reports.corpus(9)),
    }
    for name, html in shown.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return folder


class Visit:
    """A page that was opened, and all that it complained about or asked the network for."""

    def __init__(self, browser: Browser, file: Path, **context: Any) -> None:
        self.context: BrowserContext = browser.new_context(
            **{"viewport": _DESK, "reduced_motion": "reduce"} | context
        )
        self.page: Page = self.context.new_page()
        self.told: list[str] = []
        self.page.on("console", lambda message: self.told.append(message.text))
        self.page.on("pageerror", lambda error: self.told.append(str(error)))
        self.page.on("request", lambda request: self.told.append(request.url))
        self.page.goto(file.as_uri())
        assert self.told.pop(0) == file.as_uri()

    def lit(self) -> list[str]:
        found: list[str] = self.page.locator("#text .lit").all_inner_texts()
        return found


@pytest.fixture
def visit(browser: Browser, pages: Path) -> Iterator[Any]:
    opened: list[Visit] = []

    def open_page(name: str, **context: Any) -> Visit:
        opened.append(Visit(browser, pages / f"{name}.html", **context))
        return opened[-1]

    yield open_page
    for one in opened:
        assert one.told == []
        one.context.close()


def test_clicking_a_source_lights_up_and_joins_its_claims(visit: Any) -> None:
    story = visit("story")
    story.page.locator(".rail .pick", has_text="Ada Obi").click()
    joined = "|".join(story.lit())
    assert "The harbour |might| close by May" in joined
    assert "Nobody listened" in joined
    assert "farce" not in joined
    # One knot a claim, a spine, and a branch to each and to the name.
    assert story.page.locator(".threads .knot").count() == 4
    assert story.page.locator(".threads .thread").count() == 6
    assert story.page.locator("#bar-who").inner_text() == "1 of 4"
    story.page.locator("#bar-next").click()
    assert story.page.locator("#bar-told").inner_text() == "Ada Obi, named, indirect, hedged"
    assert story.page.locator("#text .here").first.is_visible()
    story.page.locator("#bar-clear").click()
    assert story.lit() == []
    assert story.page.locator("#bar").is_hidden()


def test_clicking_words_chooses_the_innermost_claim(visit: Any) -> None:
    story = visit("story")
    story.page.locator("#text .content", has_text="ships had left").click()
    assert "check: the link to this source is unsure" in story.page.locator("#bar-told").inner_text()
    story.page.locator("#text .depth-2").click()
    assert story.page.locator("#bar-who").inner_text() == "4 of 4"
    story.page.locator(".strip .place").last.click()
    assert "nobody named" in story.page.locator("#bar-told").inner_text()


def test_clicking_a_finding_shows_its_words(visit: Any) -> None:
    story = visit("story")
    story.page.locator(".show", has_text="A source").first.click()
    assert "A source" in story.page.locator("#text .found").all_inner_texts()
    story.page.keyboard.press("Escape")
    assert story.page.locator("#text .found").count() == 0


def test_filters_hide_what_does_not_fit(visit: Any) -> None:
    story = visit("story")
    tally = story.page.locator("#tally")
    story.page.locator("#by-naming").select_option("anonymous")
    assert tally.inner_text() == "1 of 8"
    assert story.page.locator("#text .content:not(.off)").all_inner_texts() == ["the repairs were a farce"]
    story.page.locator("#by-naming").select_option("all")
    story.page.locator("#by-label").select_option("check")
    assert tally.inner_text() == "2 of 8"
    story.page.locator("#by-label").select_option("hedged")
    assert tally.inner_text() == "1 of 8"
    story.page.locator("summary").click()
    assert story.page.locator("#claims li:visible").count() == 1


def test_marks_can_be_switched_off_without_a_script(visit: Any) -> None:
    story = visit("story", java_script_enabled=False)
    line = "element => getComputedStyle(element).textDecorationLine"
    ground = "element => getComputedStyle(element).backgroundColor"
    source, content = (story.page.locator(f"#text .{name}").first for name in ("source", "content"))
    assert source.evaluate(line) == "underline"
    assert content.evaluate(ground) != "rgba(0, 0, 0, 0)"
    story.page.get_by_role("checkbox", name="source").uncheck()
    story.page.get_by_role("checkbox", name="content").uncheck()
    assert source.evaluate(line) == "none"
    assert content.evaluate(ground) == "rgba(0, 0, 0, 0)"


def test_without_a_script_everything_is_there(visit: Any) -> None:
    story = visit("story", java_script_enabled=False)
    assert story.page.locator(".scripted").is_hidden()
    assert story.page.locator(".pick:enabled").count() == 0
    story.page.locator("summary").click()
    assert story.page.locator("#claims li").first.is_visible()
    story.page.locator(".reference").first.click()
    assert story.page.evaluate("location.hash") == "#claim-a1"
    assert visit("corpus", java_script_enabled=False).page.locator("#stories tbody tr").count() == 9


def test_keyboard_reaches_and_works_everything(visit: Any) -> None:
    story = visit("story")
    focused = "document.activeElement"
    story.page.keyboard.press("Tab")
    assert story.page.evaluate(f"{focused}.getAttribute('href')") == "#article"
    met: list[str] = []
    for _ in range(60):
        story.page.keyboard.press("Tab")
        met.append(story.page.evaluate(f"{focused}.className || {focused}.id || {focused}.tagName"))
        if met[-1] == "pick":
            break
    assert {"show", "show-source", "by-naming", "reference", "flag warning", "pick"} <= set(met)
    outline = story.page.evaluate(f"getComputedStyle({focused}).outlineStyle")
    assert outline == "solid"
    story.page.keyboard.press("Enter")
    assert story.page.evaluate(f"{focused}.getAttribute('aria-pressed')") == "true"
    assert story.lit()
    story.page.locator("#bar-next").focus()
    story.page.keyboard.press("Space")
    assert story.page.locator("#bar-who").inner_text() == "2 of 4"
    story.page.keyboard.press("Escape")
    assert story.lit() == []


def test_screen_readers_are_told_names(visit: Any) -> None:
    story = visit("story").page
    for role, name in (
        ("heading", "Findings"),
        ("table", "Sources, most claims first"),
        ("region", "What this cannot see"),
        ("complementary", "Sources"),
        ("link", "Claim 2: Ada Obi, named, indirect, hedged"),
        ("combobox", "By certainty"),
        ("checkbox", "hedge"),
    ):
        assert story.get_by_role(role, name=name, exact=True).count() == 1, name
    assert story.get_by_role("main").count() == story.get_by_role("banner").count() == 1
    unnamed = "[...document.querySelectorAll('a, button, select, input')].filter(e => !(e.textContent.trim() || e.ariaLabel || e.labels?.length)).length"
    assert story.evaluate(unnamed) == 0


def test_tables_sort_and_stories_narrow(visit: Any) -> None:
    corpus = visit("corpus").page
    first = corpus.locator("#stories tbody th").first
    corpus.locator("#stories thead").get_by_role("button", name="Story").click()
    assert first.inner_text() == "Story 0"
    corpus.locator("#stories thead").get_by_role("button", name="Story").click()
    assert first.inner_text() == "Story 8"
    heading = corpus.locator("#stories thead th", has_text="Warnings")
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    numbers = [int(text) for text in corpus.locator("#stories tbody td:nth-child(9)").all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) == 2
    corpus.get_by_label("Narrow to").fill("herald story")
    assert corpus.locator("#stories tbody tr:visible").count() == 3
    assert corpus.locator("#wanted-tally").inner_text() == "3 of 9"


# Every text of the page against the ground that lies under it, grounds laid over each other where translucent.
_CONTRAST = """() => {
  const parse = (color) => {
    const [r, g, b, a = 1] = color.match(/[\\d.]+/g).map(Number);
    return [r, g, b, a];
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const over = (top, under) => under.map((value, i) => i < 3 ? top[i] * top[3] + value * (1 - top[3]) : 1);
  const ground = (element) => {
    const own = parse(getComputedStyle(element).backgroundColor);
    if (own[3] === 1) return own;
    return over(own, element.parentElement ? ground(element.parentElement) : [255, 255, 255, 1]);
  };
  const ratio = (a, b) => {
    const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const found = [];
  const measure = (element, pseudo, text) => {
    const style = getComputedStyle(element, pseudo);
    const own = parse(style.backgroundColor);
    const under = pseudo ? over(own, ground(element)) : ground(element);
    found.push([ratio(over(parse(style.color), under), under), text.slice(0, 40), element.className + (pseudo ?? "")]);
  };
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest("svg, script")) continue;
    for (const node of element.childNodes) {
      if (node.nodeType === 3 && node.textContent.trim()) measure(element, null, node.textContent);
    }
    const generated = getComputedStyle(element, "::after").content;
    if (!["none", "normal"].includes(generated)) measure(element, "::after", generated);
  }
  return found;
}"""


@pytest.mark.parametrize("scheme", _SCHEMES)
@pytest.mark.parametrize("name", ["story", "bare", "corpus"])
def test_all_text_has_the_contrast_of_wcag_aa(visit: Any, name: str, scheme: str) -> None:
    """Success criterion 1.4.3 of WCAG 2.2, for normal text everywhere: 4.5 to 1."""
    shown = visit(name, color_scheme=scheme).page
    measured = shown.evaluate(_CONTRAST)
    if name == "story":
        shown.locator("summary").click()
        shown.locator(".rail .pick").first.click()
        shown.locator("#bar-next").click()
        measured += shown.evaluate(_CONTRAST)
        assert {"lit", "here"} <= {word for _, _, names in measured for word in names.split()}
    assert len(measured) > 40
    assert [one for one in measured if one[0] < 4.5] == []


@pytest.mark.parametrize("scheme", _SCHEMES)
def test_lines_and_controls_stand_out(visit: Any, scheme: str) -> None:
    """Success criterion 1.4.11: 3 to 1 for what is needed to understand a graphic or find a control."""
    shown = visit("story", color_scheme=scheme).page
    names = ("source", "cue", "content", "hedge", "control", "focus", "solid", "link", "warning", "check")
    grounds = ("paper", "raised", "tint-1", "tint-2", "tint-3", "lit", "here")
    colours: dict[str, str] = shown.evaluate(
        "names => Object.fromEntries(names.map(n => [n, getComputedStyle(document.documentElement).getPropertyValue('--' + n)]))",
        [*names, *grounds],
    )
    marks = [(name, ground) for name in names[:4] for ground in grounds]
    others = [(name, "paper") for name in names[4:]]
    low = {pair: round(ratio(*(colours[name] for name in pair)), 2) for pair in marks + others}
    assert {pair: value for pair, value in low.items() if value < 3} == {}


def ratio(one: str, other: str) -> float:
    """Contrast of two colours by WCAG 2.2's definition."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    digits = colour.strip().removeprefix("#")
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("viewport", [_PHONE, _DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("name", ["story", "bare", "corpus"])
def test_nothing_is_wider_than_the_screen(visit: Any, name: str, viewport: dict[str, int]) -> None:
    shown = visit(name, viewport=viewport).page
    assert shown.evaluate("document.documentElement.scrollWidth") == viewport["width"]
    small = "[...document.querySelectorAll('button, select, summary')].filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 24).length"
    assert shown.evaluate(small) == 0  # success criterion 2.5.8: targets of 24 by 24 pixels


def test_phones_join_claims_along_the_margin(visit: Any) -> None:
    story = visit("story", viewport=_PHONE)
    story.page.locator(".rail .pick").first.click()
    assert story.page.locator(".threads .knot").count() == 4
    assert story.page.locator("#text .here").first.evaluate(
        "e => e.getBoundingClientRect().top > 0 && e.getBoundingClientRect().bottom < innerHeight"
    )
    left = story.page.evaluate(
        "Math.min(...[...document.querySelectorAll('.threads path')].map(e => e.getBoundingClientRect().left))"
    )
    assert 0 <= left < 20


def test_print_shows_the_article_and_no_controls(visit: Any) -> None:
    story = visit("story", color_scheme="dark").page
    story.emulate_media(media="print")
    for hidden in (".tools", ".rail", "#bar"):
        assert story.locator(hidden).is_hidden()
    assert story.evaluate("getComputedStyle(document.querySelector('#text')).color") == "rgb(0, 0, 0)"
    story.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert story.locator("#claims li").first.is_visible()


_TAGS = (
    "<script>{}</script>",
    "</script><script>{}</script>",
    "</style><script>{}</script>",
    "</title><script>{}</script>",
    "<img src=x onerror={}>",
    "<svg onload={}>",
    "<svg><script>{}</script></svg>",
    "<body onload={}>",
    "<iframe srcdoc='<script>parent.{}</script>'></iframe>",
    "<details open ontoggle={}>",
    "<input autofocus onfocus={}>",
    "<video><source onerror={}></video>",
    "<math><mi//xlink:href='javascript:{}'>",
    "<a href=javascript:{}>x</a>",
    "javascript:{}",
    "' autofocus onfocus={} x='",
    '" autofocus onfocus={} x="',
    '"><script>{}</script>',
    "'><script>{}</script>",
    "--><script>{}</script><!--",
    "]]><script>{}</script>",
    "<!--><script>{}</script>",
    "<noscript><p title='</noscript><img src=x onerror={}>'>",
    "<template><script>{}</script></template>",
    "<style>@import 'x';</style><script>{}</script>",
)
_WRAPPED = ("{}", "a\n{}", "&lt;{}&gt;&#60;", "\u2028{}\0\ud800\r")
#: A hundred strings that would run ``hit()`` if any of them were taken for markup.
HOSTILE = tuple(wrapped.format(tag.format("hit()")) for tag in _TAGS for wrapped in _WRAPPED)


def hostile(story: dict[str, Any], string: str) -> dict[str, Any]:
    """A report with a string wherever one can stand."""
    report = copy.deepcopy(story)
    report["doc_id"] = string
    report["meta"] |= dict.fromkeys(("title", "byline", "outlet", "published", "url"), string)
    report["provenance"]["attrib"] = string
    for source in report["sources"]:
        source |= {"id": source["id"] + string, "name": string, "description": string}
    for attribution in report["attributions"]:
        attribution["content"]["text"] = string
        if attribution["source"] and attribution["source"]["id"]:
            attribution["source"]["id"] += string
        if attribution["cue"]:
            attribution["cue"] |= {"text": string, "lemma": string}
    text = report["text"]
    report["text"] = (string + " " + text)[: len(text)].ljust(len(text))
    report["metrics"]["cues"] = [{"lemma": string, "claims": 1}]
    report["findings"][0] |= {"message": string, "rule": string}
    report["notices"] = [{"code": "x", "message": string, "span": None}]
    return report


def test_no_hostile_string_runs(browser: Browser, tmp_path: Path) -> None:
    """Escaping alone must hold: the content security policy, the second wall, is switched off here."""
    assert len(set(HOSTILE)) == 100
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(
        "window.hits = 0; window.hit = () => { window.hits += 1; }; window.alert = window.hit;"
    )
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    file = tmp_path / "hostile.html"
    story = page_reports.story()
    reports = [hostile(story, string) for string in HOSTILE]
    # A corpus orders rules by their numbers, so these stay as they were.
    listed = corpus_page(report | {"findings": story["findings"]} for report in reports)
    for shown in (*map(page, reports), listed):
        file.write_text(shown, encoding="utf-8")
        tab.goto(file.as_uri())
        for pick in tab.locator(".rail .pick").all()[:1]:
            pick.click()
        assert tab.evaluate("[hits, document.scripts.length]") == [0, 1], tab.title()
    assert set(asked) == {file.as_uri()}
    context.close()


def test_hits_would_be_noticed(browser: Browser, tmp_path: Path) -> None:
    """The test above can fail: raw, these strings run; with the policy on, they still do not."""
    raw, kept = tmp_path / "raw.html", tmp_path / "kept.html"
    raw.write_text(f"<!doctype html><p>{_TAGS[0].format('hit()')}", encoding="utf-8")
    opening, closing = page(page_reports.story()).split("</main>")
    kept.write_text(opening + _TAGS[0].format("hit()") + _TAGS[4].format("hit()") + closing, encoding="utf-8")
    for file, hits in ((raw, 1), (kept, 0)):
        context = browser.new_context()
        context.add_init_script("window.hits = 0; window.hit = () => { window.hits += 1; };")
        tab = context.new_page()
        tab.goto(file.as_uri())
        assert tab.evaluate("window.hits") == hits
        context.close()
