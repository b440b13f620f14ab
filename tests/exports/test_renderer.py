import io
import os
import signal
import socket
import struct
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import plotly.graph_objects as go
import pypdf
import pytest
from PIL import Image

from exports import chrome as browser
from exports import renderer as module
from exports.fonts import system_font
from exports.problems import ExportError
from exports.renderer import Renderer, renderer


def figure(title: str = "即墨区与青岛市") -> go.Figure:
    made = go.Figure(go.Scatter(x=[1, 2, 3], y=[1, 3, 2], name="线"))
    made.update_layout(title={"text": title}, template="none", font={"family": "Arial, sans-serif"})
    return made


def pixels(drawing: Renderer, text: str) -> bytes:
    blank = go.Figure(layout={"title": {"text": text, "font": {"size": 40}}, "template": "none"})
    blank.update_xaxes(visible=False)
    blank.update_yaxes(visible=False)
    picture = drawing.render(blank, "png", 500, 200, scale=1)
    return Image.open(io.BytesIO(picture)).convert("L").tobytes()


def processes(group: int) -> dict[int, str]:
    """The processes of a group by id, with their command lines."""
    listed = subprocess.run(
        ["ps", "-e", "-o", "pgid=,pid=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 2) for line in listed.stdout.splitlines()]
    # What is defunct has ended; only its parent has not asked after it.
    return {int(pid): words for owner, pid, words in rows if int(owner) == group and "<defunct>" not in words}


def during(drawing: Renderer, act: Callable[[int], object]) -> bytes:
    """Draw something long and do something to Chrome's processes meanwhile."""
    # A quick machine may be done before: then there is more to draw.
    for points in (3_000, 12_000, 48_000):
        drawing.render(figure(), "svg", 300, 200)
        many = go.Figure([go.Scatter(x=list(range(points)), y=list(range(points))) for _ in range(20)])
        group = drawing.process_id
        assert group is not None
        acted = threading.Event()

        def interrupt(group: int = group, acted: threading.Event = acted) -> None:
            act(group)
            acted.set()

        timer = threading.Timer(0.3, interrupt)
        timer.start()
        try:
            picture = drawing.render(many, "svg", 600, 400)
            midway = acted.is_set()
        finally:
            timer.join()
        if midway:
            assert drawing.process_id != group
            return picture
    pytest.fail("the drawing always ended before it could be interrupted")


def test_each_format_is_what_it_says(drawing: Renderer) -> None:
    png = drawing.render(figure(), "png", 600, 400)
    image = Image.open(io.BytesIO(png))
    assert image.size == (1200, 800)
    assert [round(dpi) for dpi in image.info["dpi"]] == [300, 300]
    svg = drawing.render(figure(), "svg", 600, 400).decode()
    assert svg.startswith("<svg")
    assert "即墨区与青岛市" in svg
    document = pypdf.PdfReader(io.BytesIO(drawing.render(figure(), "pdf", 600, 400)))
    assert len(document.pages) == 1
    # Forms that the packaged font puts in place of others have no name in a PDF; these three have.
    assert "青岛市" in document.pages[0].extract_text()


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_the_same_figure_gives_the_same_bytes(drawing: Renderer, kind: module.PictureFormat) -> None:
    made = figure()
    made.add_heatmap(z=[[1, 2], [3, 4]])
    assert drawing.render(made, kind, 400, 300) == drawing.render(made, kind, 400, 300)


def test_chinese_is_no_row_of_boxes_where_the_machine_has_no_font(drawing: Renderer) -> None:
    # Where a font lacks them, all characters look the same: so do those that no font has.
    assert pixels(drawing, "\ue001\ue002\ue003") == pixels(drawing, "\ue004\ue005\ue006")
    texts = ["即墨区", "青岛市", "应急协", "同治理", "数据证"]
    assert len({pixels(drawing, text) for text in texts}) == len(texts)


def test_chinese_text_is_asked_for_in_the_forms_of_the_mainland(drawing: Renderer) -> None:
    assert 'xml:lang="zh-Hans"' in drawing.render(figure(), "svg", 300, 200).decode()


def test_a_chrome_killed_midway_costs_a_retry(drawing: Renderer) -> None:
    picture = during(drawing, lambda group: os.killpg(group, signal.SIGKILL))
    assert picture.startswith(b"<svg")


def test_a_page_killed_midway_costs_a_retry(drawing: Renderer) -> None:
    def kill_pages(group: int) -> None:
        for process, words in processes(group).items():
            if "--type=renderer" in words:
                os.kill(process, signal.SIGKILL)

    assert during(drawing, kill_pages).startswith(b"<svg")


def test_a_chrome_that_died_between_two_pictures_is_started_again(drawing: Renderer) -> None:
    drawing.render(figure(), "svg", 300, 200)
    assert drawing.process_id is not None
    os.killpg(drawing.process_id, signal.SIGKILL)
    assert drawing.render(figure(), "svg", 300, 200).startswith(b"<svg")


def test_a_drawing_that_hangs_is_stopped_and_the_next_one_works(chrome: None) -> None:
    own = Renderer()
    try:
        own.render(figure(), "svg", 300, 200)
        assert own.process_id is not None
        os.killpg(own.process_id, signal.SIGSTOP)
        own.stop_after = 1
        with pytest.raises(ExportError) as stopped:
            own.render(figure(), "svg", 300, 200)
        assert stopped.value.sentence == module.TOO_SLOW
        own.stop_after = module.STOP_SECONDS
        assert own.render(figure(), "svg", 300, 200).startswith(b"<svg")
    finally:
        own.close()


def test_many_at_once_all_come_out_each_with_its_own_figure(drawing: Renderer) -> None:
    titles = [f"title {number}" for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        drawn = list(pool.map(lambda title: drawing.render(figure(title), "svg", 300, 200).decode(), titles))
    assert all(title in svg for title, svg in zip(titles, drawn, strict=True))


def test_a_figure_that_plotly_refuses_is_a_sentence_and_the_next_one_works(drawing: Renderer) -> None:
    class Broken(go.Figure):
        def to_dict(self) -> dict[str, object]:
            return {"data": [{"type": "scatter", "x": 5}], "layout": {"xaxis": None, "annotations": 3}}

    with pytest.raises(ExportError) as refused:
        drawing.render(Broken(), "svg", 300, 200)
    assert refused.value.sentence == module.REFUSED
    assert drawing.render(figure(), "svg", 300, 200).startswith(b"<svg")


def test_closing_leaves_no_process_and_no_file(
    chrome: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    own = Renderer()
    own.render(figure(), "svg", 300, 200)
    group = own.process_id
    assert group is not None
    assert list(tmp_path.iterdir())
    own.close()
    assert processes(group) == {}
    assert list(tmp_path.iterdir()) == []


def test_chrome_is_ended_when_nobody_asks_for_a_while(chrome: None) -> None:
    own = Renderer(tidy_after=0.1, idle_after=0.2)
    own.render(figure(), "svg", 300, 200)
    until = time.monotonic() + 20
    while own.process_id is not None and time.monotonic() < until:
        time.sleep(0.1)
    assert own.process_id is None


@contextmanager
def listening() -> Iterator[tuple[int, list[bytes]]]:
    """A proxy that answers nothing and keeps what it was asked for."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        ended = threading.Event()

        def serve() -> None:
            while not ended.is_set():
                try:
                    connection, _address = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    connection.settimeout(2)
                    asked.append(connection.recv(200))

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield server.getsockname()[1], asked
        finally:
            ended.set()
            thread.join()


def outside() -> go.Figure:
    made = figure()
    made.add_layout_image(source="http://elsewhere.invalid/x.png", x=0, y=1, sizex=1, sizey=1)
    return made


def test_nothing_is_asked_of_another_machine(chrome: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with listening() as (port, asked):
        own = Renderer(proxy_server=f"127.0.0.1:{port}")
        try:
            own.render(outside(), "png", 300, 200)
            time.sleep(1)
            assert asked == []
            own.close()
            # Where addresses are found, the proxy sees what is asked: the check itself works.
            monkeypatch.setattr(browser, "QUIET", [flag for flag in browser.QUIET if "resolver" not in flag])
            own.render(outside(), "svg", 300, 200)
            assert any(b"elsewhere.invalid" in request for request in asked)
        finally:
            own.close()


def test_without_chrome_a_sentence_and_no_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chrome")
    own = Renderer()
    assert own.available() == module.NO_CHROME
    with pytest.raises(ExportError) as refused:
        own.render(figure(), "png", 300, 200)
    assert refused.value.sentence == module.NO_CHROME
    assert own.process_id is None


def test_a_chrome_that_does_not_start_is_a_sentence_that_is_remembered(
    chrome: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/bin/false")
    own = Renderer()
    assert own.available() is None
    with pytest.raises(ExportError) as refused:
        own.render(figure(), "png", 300, 200)
    assert refused.value.sentence == module.NO_START
    assert own.available() == module.NO_START
    own.close()


def test_without_a_chinese_font_a_sentence_instead_of_boxes(
    chrome: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "cjk_font", lambda: None)
    assert Renderer().available() == module.NO_FONT


def test_on_a_read_only_disk_a_sentence(chrome: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/proc/nowhere")
    own = Renderer()
    with pytest.raises(ExportError) as refused:
        own.render(figure(), "png", 300, 200)
    assert refused.value.sentence == module.NO_FOLDER
    assert own.available() == module.NO_FOLDER


def test_where_no_usual_folder_can_be_written_shared_memory_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing() -> str:
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setattr(tempfile, "gettempdir", nothing)
    monkeypatch.setattr(module, "SHARED_MEMORY", Path("/proc/nowhere"))
    assert module.writable_folder() is None


def test_there_is_one_renderer_in_a_process() -> None:
    assert renderer() is renderer()


def test_the_text_of_a_pdf_can_be_searched_where_the_machine_has_a_chinese_font(chrome: None) -> None:
    if system_font() is None:
        pytest.skip("no Chinese font on this machine")
    own = Renderer()
    text = "青岛市即墨区工人口力生长黄门车马鱼鸟龙食见页风飞齐黑目而自日月"
    try:
        pdf = own.render(figure(text), "pdf", 900, 400)
    finally:
        own.close()
    document = pypdf.PdfReader(io.BytesIO(pdf), strict=True)
    assert text in document.pages[0].extract_text()


def test_a_print_size_is_written_into_the_file_itself(drawing: Renderer) -> None:
    png = drawing.render(figure(), "png", 300, 200)
    start = png.index(b"pHYs")
    assert struct.unpack(">IIB", png[start + 4 : start + 13]) == (11811, 11811, 1)
