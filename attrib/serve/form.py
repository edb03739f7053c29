"""The page on which an article is pasted or dropped."""

from __future__ import annotations

import html

from attrib.report.page_frame import policy_digest

_STYLE = """
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}
textarea{box-sizing:border-box;width:100%;min-height:16rem;font:inherit;padding:.6rem}
label{display:block;font-weight:600;margin:1rem 0 .3rem}
button{font:inherit;font-weight:600;padding:.5rem 1.4rem;margin-top:1.2rem}
.error{border-left:.3rem solid #c0203c;padding:.4rem .8rem}
.dropping{outline:.2rem dashed currentColor;outline-offset:.6rem}
"""
# Without the script all works but dropping outside the file field.
_SCRIPT = """
const form = document.querySelector("form"), file = form.elements.file, button = form.querySelector("button");
const over = (on) => form.classList.toggle("dropping", on);
addEventListener("dragover", (event) => { event.preventDefault(); over(true); });
addEventListener("dragleave", (event) => { if (!event.relatedTarget) over(false); });
addEventListener("drop", (event) => {
  event.preventDefault();
  over(false);
  const dropped = event.dataTransfer.files;
  if (dropped.length) { file.files = dropped; form.requestSubmit(); return; }
  form.elements.text.value = event.dataTransfer.getData("text/plain");
});
form.addEventListener("submit", () => { button.textContent = "Analysing…"; });
addEventListener("pageshow", () => { button.textContent = "Analyse"; });
"""


#: What the page may do: run its own script, be styled, and post its form here.
POLICY = (
    f"default-src 'none'; script-src '{policy_digest(_SCRIPT)}'; style-src '{policy_digest(_STYLE)}'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def form(*, error: str | None = None) -> str:
    """The page.

    Args:
        error: Why the article before could not be analysed.
    """
    told = f'<p class="error" role="alert">{html.escape(error)}</p>' if error else ""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>attrib</title><style>{_STYLE}</style></head>"
        "<body><main><h1>Who says what, and how surely</h1>"
        f'{told}<form method="post" action="/" enctype="multipart/form-data">'
        '<label for="text">Paste an article</label><textarea id="text" name="text"></textarea>'
        '<label for="file">or drop or choose a file, text or HTML</label>'
        '<input id="file" name="file" type="file" accept=".txt,.html,.htm,text/plain,text/html">'
        "<div><button>Analyse</button></div></form>"
        "<p>Articles are analysed on the machine that serves this page, and not kept. "
        '<a href="/openapi.json">Programs ask like this.</a></p>'
        f"</main><script>{_SCRIPT}</script></body></html>\n"
    )
