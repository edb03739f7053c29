"""Accuracy of the extraction models against their speed and size: a table, and a plot for ``docs/``.

Run with ``python benchmarks/frontier.py GOLD.jsonl [-o PLOT.svg]``. Triple F1 is that of ``attrib evaluate``
on the file's articles, speed that of the encoder stage on the same texts (see ``speed.py``). Beside the
shipped models stand prototypes of other designs, by the figures noted when they were tried on PolNeAR dev;
they ran on another machine, and their speeds are scaled by the network of six layers that both machines ran.
"""

import argparse
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure
from speed import best, encode

from attrib import Analyser, evaluate, resources
from attrib.extract.model import Model
from attrib.pipeline import MODELS
from attrib.scoring import read_gold

Point = tuple[float, float, float]

#: Triple F1, words per CPU second of the encoder stage, and MB.
PROTOTYPES: dict[str, Point] = {
    "CRF, no network": (57.3, 16_000, 19.0),
    "convolutions over word vectors": (61.3, 24_000, 4.7),
    "3 layers, no teacher": (62.8, 16_000, 18.0),
    "6 layers, no teacher": (68.1, 9_000, 23.8),
}
SAME = "6 layers, no teacher"
#: Triple F1 of a second trained annotator against the first (design notes).
HUMAN = 73.0


def measured(gold: Path) -> dict[str, Point]:
    """Triple F1, words per CPU second and MB of each shipped model."""
    texts = [article["text"] for article in read_gold(gold)]
    words = sum(len(text.split()) for text in texts)
    found = {}
    for name, folder in MODELS.items():
        place = resources.model_path(folder)
        model = Model(place)
        triple = evaluate(gold, analyser=Analyser(model=name)).as_dict()["triple"]["f1"]
        speed = words / best(lambda model=model: encode(model, texts))
        found[name] = (100 * triple, speed, (place / "model.onnx").stat().st_size / 1e6)
    return found


def plot(points: dict[str, Point], shipped: set[str], path: Path) -> None:
    """Draw triple F1 over speed, a dot's area by its megabytes; the same bytes for the same points."""
    mpl.rcParams["svg.hashsalt"] = "attrib"
    figure = Figure(figsize=(7, 4.2), layout="constrained")
    axes = figure.subplots()
    for name, (triple, speed, size) in points.items():
        axes.scatter(speed, triple, s=12 * size, color="#0b6e99" if name in shipped else "#b5b5b5")
        label = f"{name}, {size:.0f} MB"
        axes.annotate(label, (speed, triple), xytext=(0, 11), textcoords="offset points", ha="center")
    axes.axhline(HUMAN, color="#888888", linewidth=1, linestyle="--")
    axes.annotate(
        "second human annotator", (1, HUMAN), xycoords=("axes fraction", "data"), ha="right", va="bottom"
    )
    axes.set(xlabel="words per CPU second, encoder stage", ylabel="triple F1, %")
    axes.set_xlim(0, 1.2 * max(speed for _, speed, _ in points.values()))
    axes.margins(y=0.18)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Measure, print a table, and draw."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    shipped = measured(options.gold)
    factor = shipped["default"][1] / PROTOTYPES[SAME][1]
    points = shipped | {name: (t, speed * factor, size) for name, (t, speed, size) in PROTOTYPES.items()}
    print("| model | triple F1 | words per CPU s | MB |\n|---|---|---|---|")
    for name, (triple, speed, size) in points.items():
        print(f"| {name} | {triple:.1f} | {speed:,.0f} | {size:.1f} |")
    if options.output:
        plot(points, set(shipped), options.output)


if __name__ == "__main__":
    main()
