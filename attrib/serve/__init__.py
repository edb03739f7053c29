"""The server: articles come in over HTTP, pages and reports go out. Needs the ``serve`` extra.

``docs/serve.md`` says what it answers and what it refuses.
"""

from attrib.serve.app import application
from attrib.serve.limits import Limits
from attrib.serve.run import serve

__all__ = ["Limits", "application", "serve"]
