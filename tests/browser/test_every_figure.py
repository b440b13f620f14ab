"""Every figure of every page leaves it whole: nothing empty, nothing clipped, no words on top of others."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image

import ui.figure
from charts.literal import literal
from exports.figure import SIDE, export_figure
from exports.renderer import Renderer
from tests.pages.opened import EVERY_PART, open_page
from ui.take_away import Parcel, parcel

pytestmark = pytest.mark.browser

LENSES = ("public_data", "six_dimensions")
WITHOUT_FIGURES = {
    *(("benchmark", "trends"), ("gap", "practice"), ("response", "measures"), ("capacity", "facts")),
    *(("evidence", part) for part in ("behind", "sources", "corrections", "batches")),
}
WITH_FIGURES = {"overview", "benchmark", "gap", "response", "capacity", "robustness", "validity", "evidence"}
DRAWN = [
    (page, part)
    for page, part in EVERY_PART
    if page in WITH_FIGURES and (page, part[page]) not in WITHOUT_FIGURES
]
VIEWS = [
    *((page, part | {"lang": language}) for language in ("zh", "en") for page, part in DRAWN),
    *(
        ("gap", {"lang": "zh", "framework": name, "gap": part})
        for name in LENSES
        for part in ("size", "first", "target")
    ),
]
LEAST_MARKS = 2
TOLERANCE = 1.5
WORDS = """() => {
    const box = node => {
        const found = node.getBoundingClientRect();
        return [found.left, found.top, found.right, found.bottom];
    };
    const marks = document.querySelectorAll(".trace path").length;
    const words = [...document.querySelectorAll("svg text")].filter(node => node.textContent.trim());
    const closing = [...document.querySelectorAll(".annotation text")].pop();
    const part = node => node.closest(".g-gtitle") ? "title"
        : node.closest(".legend") ? "legend"
        : node === closing ? "closing" : "figure";
    return {
        frame: box(document.querySelector("svg")),
        words: words.map(node => ({part: part(node), text: node.textContent, box: box(node)})),
        marks: marks + (document.querySelector(".cartesianlayer image") ? 100 : 0),
    };
}"""


@pytest.fixture(scope="module")
def drawing() -> Iterator[Renderer]:
    own = Renderer()
    yield own
    own.close()


def parcels(monkeypatch: pytest.MonkeyPatch, page: str, **address: str) -> list[Parcel]:
    """What the menus of a page would hand over."""
    found: list[Parcel] = []
    monkeypatch.setattr(ui.figure, "take_away", lambda *what, **more: found.append(parcel(*what, **more)))
    open_page(page, **address)
    return found


def overlap(one: list[float], other: list[float]) -> bool:
    return all(
        min(one[side + 2], other[side + 2]) - max(one[side], other[side]) > TOLERANCE for side in (0, 1)
    )


def problems(seen: dict[str, Any]) -> list[str]:
    """What a reader would find fault with."""
    found = []
    frame = seen["frame"]
    for word in seen["words"]:
        left, top, right, bottom = word["box"]
        # Closing lines are cut off at the margin.
        margin = SIDE if word["part"] == "closing" else -1
        if left < frame[0] - 1 or top < frame[1] - 1 or right > frame[2] - margin or bottom > frame[3] + 1:
            found.append(f"clipped: {word}")
    apart = [word for word in seen["words"] if word["part"] != "figure"]
    for one in apart:
        for other in seen["words"]:
            if one["part"] != other["part"] and overlap(one["box"], other["box"]):
                found.append(f"{one['part']} {one['box']} over {other}")
    if seen["marks"] < LEAST_MARKS:
        found.append(f"only {seen['marks']} marks")
    return found


@pytest.mark.usefixtures("served_store")
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: "-".join([view[0], *view[1].values()]))
def test_every_figure_leaves_its_page_whole(
    browser: Any,
    drawing: Renderer,
    monkeypatch: pytest.MonkeyPatch,
    view: tuple[str, dict[str, str]],
) -> None:
    page, address = view
    taken = parcels(monkeypatch, page, **address)
    assert taken or page == "gap"
    viewer = browser.new_page()
    for one in taken:
        figure = export_figure(one.chart, one.context)
        svg = drawing.render(figure, "svg", figure.layout.width, figure.layout.height).decode()
        viewer.set_content(f"<style>body{{margin:0}}</style>{svg}")
        seen = viewer.evaluate(WORDS)
        assert problems(seen) == [], one.name
        text = "".join("".join(word["text"] for word in seen["words"]).split())
        for words in (one.chart.title, one.context.data_version, *one.context.sources):
            assert "".join(words.split()) in text, (one.name, words)
        html = one.page().decode()
        assert literal(one.chart.title) in html
        assert one.context.data_version in html
        assert len(one.data()["data.csv"].splitlines()) == len(one.table) + 1
    viewer.close()
    if taken:
        picture = Image.open(io.BytesIO(taken[0].picture("png")))
        assert picture.info["dpi"][0] == pytest.approx(300, abs=0.1)
        assert len(set(picture.convert("L").resize((200, 100)).tobytes())) > 20
