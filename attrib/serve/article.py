"""An article on its way to a worker: what a client sent, as JSON, becomes a document."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from attrib.records import Meta

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attrib.records import Document

_NAME = "the article"


@dataclass(frozen=True, slots=True)
class Article:
    """An article as a client sent it.

    Attributes:
        data: Its bytes.
        format: What they are.
        encoding: The encoding, when it is known; None leaves it to be found out.
        doc_id: What to call it: a label that nothing is looked up by.
        meta: What is known about it.
    """

    data: bytes
    format: Literal["text", "html"] = "text"
    encoding: str | None = None
    doc_id: str = "text"
    meta: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The article as JSON values."""
        return asdict(self) | {"data": base64.b64encode(self.data).decode()}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Article:
        """The article that ``to_json`` has written."""
        return cls(**values | {"data": base64.b64decode(values["data"])})

    def document(self) -> Document:
        """The document.

        Raises:
            AttribError: It cannot be read: no text, or no article in the page.
        """
        document = self._page() if self.format == "html" else self._text()
        return replace(document, meta=replace(document.meta, **self.meta)) if self.meta else document

    def _page(self) -> Document:
        from attrib.read.pages import read_page

        return read_page(self.data, doc_id=self.doc_id, name=_NAME, declared=self.encoding)

    def _text(self) -> Document:
        from attrib.read.build import build
        from attrib.read.decode import decode

        decoded = decode(self.data, name=_NAME)
        return build(
            decoded.text,
            doc_id=self.doc_id,
            meta=Meta(**self.meta),
            source_format="text",
            encoding=decoded.encoding,
            sha256=hashlib.sha256(self.data).hexdigest(),
            notices=decoded.notices,
        )
