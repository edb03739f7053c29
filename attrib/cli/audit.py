"""``attrib audit``: findings and figures for a person, in the terminal."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from attrib.cli.common import PATHS, Failures, from_option, reports_of, tell
from attrib.errors import AttribError, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from attrib.audit.text import Line

#: Exit code when a rule of ``--fail-on`` fires.
_FOUND = 3

_STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True},
    "warning": {"fg": "red", "bold": True},
    "note": {"fg": "yellow"},
}


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--rules", metavar="RULES", help="Apply these rules only: A1,A3. Default: all.")
@click.option("--fail-on", metavar="RULES", help="Exit with code 3 if one of these rules finds something.")
@click.option(
    "--config",
    type=PATHS,
    help="Read [tool.attrib] from this file. Default: the nearest pyproject.toml that has it.",
)
@from_option
def audit(
    *, files: tuple[str, ...], rules: str | None, fail_on: str | None, config: Path | None, source: str | None
) -> int:
    """Audit the sourcing of articles, or of reports (JSON or JSON lines of `attrib analyse`).

    Prints what a standards desk should look at, with the published rule behind it, and the figures of each
    story; of several stories also those of all together. [tool.attrib] may hold `rules` and `fail-on`.
    """
    from attrib.audit import RULES, find, select, summarise
    from attrib.audit.text import corpus_lines, story_lines

    settings = _settings(config)
    failing = select(_ids(fail_on, settings, "fail-on"))
    chosen = _ids(rules, settings, "rules")
    applied = select([*chosen, *(rule.id for rule in failing)]) if chosen else RULES
    failures = Failures()
    stops = {rule.id for rule in failing}
    done = fired = 0

    def audited() -> Iterator[Mapping[str, Any]]:
        nonlocal done, fired
        for report in reports_of(files, source, {}, failures):
            if report["text"] is None:
                _tell_passed_over(report["doc_id"], [rule.id for rule in applied if rule.needs_text])
            findings = find(report, rules=applied)
            fired += any(finding["rule"] in stops for finding in findings)
            if done:
                click.echo()
            done += 1
            _print(story_lines(report, findings))
            yield {**report, "findings": findings}

    summary = summarise(audited())
    if done > 1:
        click.echo()
        _print(corpus_lines(summary))
    return failures.exit_code(done=done) or (_FOUND if fired else 0)


def _print(lines: Iterator[Line]) -> None:
    for kind, text in lines:
        # Where standard output is no terminal, echo leaves the colours out.
        click.echo(click.style(text, **_STYLES[kind]) if kind in _STYLES else text)


def _tell_passed_over(doc_id: str, ids: Sequence[str]) -> None:
    if ids:
        tell(f"{doc_id}: the report has no text; not applied: {', '.join(ids)}")


def _ids(option: str | None, settings: Mapping[str, list[str]], key: str) -> list[str]:
    """Rule ids from the option, else from the settings."""
    if option is None:
        return settings.get(key, [])
    return [part.strip() for part in option.split(",") if part.strip()]


def _settings(config: Path | None) -> Mapping[str, list[str]]:
    """``[tool.attrib]``, checked; empty where there is none."""
    folder = Path.cwd()
    candidates = [config] if config else [place / "pyproject.toml" for place in (folder, *folder.parents)]
    for path in candidates:
        if config is None and not path.is_file():
            continue
        section = _section(path)
        if section is None:
            continue
        for key, value in section.items():
            if key not in {"rules", "fail-on"}:
                raise AttribError(f"{path}: [tool.attrib] has rules and fail-on, not {key}", exit_code=2)
            if not (isinstance(value, list) and all(isinstance(entry, str) for entry in value)):
                raise AttribError(f'{path}: [tool.attrib] {key}: expected a list such as ["A1"]', exit_code=2)
        return section
    return {}


def _section(path: Path) -> dict[str, Any] | None:
    try:
        with path.open("rb") as file:
            table: Any = tomllib.load(file)
    except OSError as error:
        raise unreadable(path, error) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AttribError(f"{path}: not TOML: {error}", exit_code=2) from error
    for key in ("tool", "attrib"):
        table = table.get(key) if isinstance(table, dict) else None
    return table if isinstance(table, dict) else None
