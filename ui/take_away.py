"""The menu beneath a chart: its data and its figure to take away, each file made when it is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from charts.chart import Chart
from exports.bundle import data_files, zip_files
from exports.cells import safe_file_name
from exports.figure import ExportContext, export_figure, figure_page
from exports.renderer import PictureFormat, renderer
from exports.watermark import SAMPLE, watermark_of
from locales import Translator
from ui.data import Data
from ui.download import metadata_of
from ui.evidence import source_rows
from ui.literal import literal

PICTURES: dict[PictureFormat, str] = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}


@dataclass(frozen=True)
class Parcel:
    """A chart and all that goes with it, apart from the page: what a button needs once the page is gone."""

    chart: Chart
    table: pd.DataFrame
    context: ExportContext
    metadata: dict[str, object]
    name: str

    def picture(self, kind: PictureFormat) -> bytes:
        """Return the figure as a picture drawn by this server; raise ExportError where it cannot."""
        figure = export_figure(self.chart, self.context)
        return renderer().render(figure, kind, figure.layout.width, figure.layout.height)

    def page(self) -> bytes:
        """Return the figure as one web page."""
        return figure_page(self.chart, self.context, name=self.name)

    def data(self) -> dict[str, bytes]:
        """Return the table with its metadata, by file name."""
        return data_files({"data": self.table}, self.metadata, self.context.translate)

    def everything(self) -> bytes:
        """Return one zip of the data, the page and the pictures, these where the server draws them."""
        files = self.data()
        files["figure.html"] = self.page()
        if renderer().available() is None:
            files |= {f"figure.{kind}": self.picture(kind) for kind in PICTURES}
        return zip_files(files)


def parcel(
    chart: Chart,
    table: pd.DataFrame,
    source_ids: list[str],
    *,
    name: str,
    data: Data,
    translate: Translator,
    peers: str | None = None,
) -> Parcel:
    """Return what is needed to make every file of a chart, read from the data now.

    peers: in words, whom the place is compared with, where the chart does not say it itself.
    """
    _ = translate
    sources = source_rows(data, source_ids, _)
    watermark = SAMPLE if data.is_sample else watermark_of(sources["grade"])
    titles = [
        _("{title} (grade {grade})", title=source.title, grade=source.grade)
        for source in sources.itertuples()
    ]
    metadata = metadata_of(chart, data, source_ids, _)
    if watermark is not None:
        metadata["watermark"] = watermark.text(_.language)
    context = ExportContext(_, data.version, tuple(titles), date.today(), peers=peers, watermark=watermark)
    return Parcel(chart, table, context, metadata, safe_file_name(f"{name}-{data.version}"))


@st.fragment
def take_away(
    chart: Chart,
    table: pd.DataFrame,
    source_ids: list[str],
    *,
    name: str,
    data: Data,
    translate: Translator,
    peers: str | None = None,
) -> None:
    """Draw the menu; until it is opened it holds nothing, and opening it runs nothing else of the page."""
    _ = translate
    menu = st.popover(_("Take away"), key=f"take_{name}", on_change="rerun")
    if not menu.open:
        return
    chosen_parcel = parcel(chart, table, source_ids, name=name, data=data, translate=_, peers=peers)
    with menu:
        _buttons(chosen_parcel, _)


def _buttons(parcel: Parcel, _: Translator) -> None:
    _button(parcel, _("Data (CSV, metadata, licence)"), lambda: zip_files(parcel.data()), "zip", "data")
    _button(parcel, _("Figure as a web page"), parcel.page, "html", "page")
    reason = renderer().available()
    if reason is None:
        with st.container(horizontal=True, gap="small"):
            for kind in PICTURES:
                _button(parcel, kind.upper(), _picture_of(parcel, kind), kind, kind)
    else:
        st.caption(literal(reason.text(_.language)))
    _button(parcel, _("Everything in one zip"), parcel.everything, "zip", "everything")


def _picture_of(parcel: Parcel, kind: PictureFormat) -> Callable[[], bytes]:
    return lambda: parcel.picture(kind)


def _button(parcel: Parcel, label: str, make: Callable[[], bytes], ending: str, part: str) -> None:
    types = {"zip": "application/zip", "html": "text/html", **PICTURES}
    stem = parcel.name if part not in ("data", "everything") else f"{parcel.name}-{part}"
    st.download_button(
        label,
        make,
        file_name=f"{stem}.{ending}",
        mime=types[ending],
        on_click="ignore",
        key=f"{part}_{parcel.name}",
    )
