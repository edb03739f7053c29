"""The description of the REST endpoint, OpenAPI 3.1, with the report's schema in it."""

from __future__ import annotations

import functools
from http import HTTPStatus
from typing import Any

from attrib import resources
from attrib.read.record import META_KEYS
from attrib.schema import REPORT
from attrib.version import VERSION

_PROBLEMS = {
    HTTPStatus.BAD_REQUEST: "There is no article in the request.",
    HTTPStatus.FORBIDDEN: "The request names another server, or comes from another site's page.",
    HTTPStatus.REQUEST_TIMEOUT: "The request came too slowly.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The article is too large.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "The request is of another type.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "The article cannot be read: no text, or no article in the page.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "The analysis or the server broke down.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Too many articles at a time; ask again after Retry-After.",
    HTTPStatus.GATEWAY_TIMEOUT: "The analysis took too long.",
}


@functools.cache
def description() -> dict[str, Any]:
    """The description, as JSON values."""
    report = _moved(resources.read_json(resources.schema_path(REPORT)))
    definitions = report.pop("$defs")
    for key in ("$schema", "$id"):
        del report[key]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "attrib",
            "version": VERSION,
            "description": "Who says what in news, and how surely.",
        },
        "paths": {"/api/analyse": {"post": _operation()}},
        "components": {
            "schemas": {
                "Report": report,
                "Article": _article(),
                "Problem": _problem(),
                **{f"report_{name}": schema for name, schema in definitions.items()},
            }
        },
    }


def _operation() -> dict[str, Any]:
    upload = {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}, **_text()}}
    answers = {
        str(int(status)): {
            "description": what,
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, what in _PROBLEMS.items()
    }
    return {
        "operationId": "analyse",
        "summary": "Analyse an article",
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/Article"}},
                "text/plain": {"schema": {"type": "string"}},
                "text/html": {"schema": {"type": "string"}},
                "multipart/form-data": {"schema": upload},
            },
        },
        "responses": {
            "200": {
                "description": "The report.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Report"}}},
            },
            **answers,
        },
    }


def _text() -> dict[str, Any]:
    return {"text": {"type": "string", "description": "The article."}}


def _article() -> dict[str, Any]:
    optional: dict[str, Any] = {"type": ["string", "null"]}
    return {
        "type": "object",
        "properties": {
            **_text(),
            "format": {"enum": ["text", "html", None], "default": "text"},
            "id": optional | {"description": "The doc_id of the report."},
            **dict.fromkeys(META_KEYS, optional),
        },
        "required": ["text"],
        "additionalProperties": False,
    }


def _problem() -> dict[str, Any]:
    return {
        "description": "RFC 9457.",
        "type": "object",
        "properties": {
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string", "description": "One line for a person."},
        },
        "required": ["title", "status", "detail"],
    }


def _moved(value: Any) -> Any:
    """The report's schema with its definitions referred to where they stand in this description."""
    if isinstance(value, dict):
        return {
            key: inner.replace("#/$defs/", "#/components/schemas/report_") if key == "$ref" else _moved(inner)
            for key, inner in value.items()
        }
    return [_moved(inner) for inner in value] if isinstance(value, list) else value
