"""The wheel, installed in an empty environment, analyses an article from another folder."""

import json
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "seeds" / "dev" / "harbour-tunnel.txt"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--wheel-dir",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(pip, check=True)
    (built,) = folder.glob("attrib-*.whl")
    return built


@pytest.mark.packaging
def test_the_wheel_holds_code_and_data_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for expected in (
        "attrib/py.typed",
        "attrib/models/extract/model.onnx",
        "attrib/models/hedge/weights.json",
        "attrib/models/punkt/parameters.json",
        "attrib/_data/lexicons/cues.json",
        "attrib/_data/schemas/report-1.0.0.json",
    ):
        assert expected in names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"attrib"}
    assert not [name for name in names if name.endswith((".pkl", ".joblib", ".pyc"))]


@pytest.mark.packaging
def test_the_installed_wheel_runs_elsewhere(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "empty", with_pip=True)
    scripts = tmp_path / "empty" / "bin"
    subprocess.run([scripts / "python", "-m", "pip", "install", "--quiet", wheel], check=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = subprocess.run(
        [scripts / "attrib", "analyse", ARTICLE], cwd=elsewhere, capture_output=True, check=True
    )
    here = subprocess.run(
        [sys.executable, "-m", "attrib", "analyse", ARTICLE], cwd=elsewhere, capture_output=True, check=True
    )
    report = json.loads(done.stdout)
    assert report["attributions"]
    assert report == json.loads(here.stdout)
