"""The public names."""

import doctest

import pytest

import attrib
from attrib.pipeline import Analyser


def test_every_public_name_is_there() -> None:
    for name in attrib.__all__:
        assert getattr(attrib, name) is not None
    assert dir(attrib) == sorted(attrib.__all__)
    assert attrib.Analyser is Analyser


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        attrib.nonsense  # noqa: B018 - asking is the test


def test_the_example_in_the_docstring() -> None:
    assert doctest.testmod(attrib).failed == 0
    assert doctest.testmod(attrib).attempted == 3


def test_an_analyser_leaves_texts_out_when_told() -> None:
    report = attrib.Analyser(include_text=False).analyse("It rained, she said.").report
    attrib.validate(report)
    assert report["text"] is None
    assert report["provenance"]["options"] == {
        "include_text": False,
        "model": "default",
        "min_confidence": 0.0,
    }


def test_the_fast_model_is_another_that_finds_attributions_too() -> None:
    text = "The bridge will stay shut until May, the mayor said."
    reports = {name: attrib.Analyser(model=name).analyse(text).report for name in ("default", "fast")}
    models = [report["provenance"]["models"] for report in reports.values()]
    assert models[0]["extract"] != models[1]["extract"]
    assert {name: report["provenance"]["options"]["model"] for name, report in reports.items()} == {
        "default": "default",
        "fast": "fast",
    }
    for report in reports.values():
        attrib.validate(report)
        (found,) = report["attributions"]
        assert found["content"]["text"] == "The bridge will stay shut until May"
        assert found["source"]["text"] == "the mayor"


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(attrib.AttribError, match=r"model 'tiny': expected default or fast"):
        attrib.Analyser(model="tiny")


def test_an_analysis_shows_itself_in_notebooks() -> None:
    html = attrib.analyse("<b>It rained</b>, she said.")._repr_html_()
    assert "&lt;" in html
    assert "<b>" not in html
