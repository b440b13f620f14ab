"""Who issues documents together in the focus place: the network, its measures, and how to add documents."""

import pandas as pd
import streamlit as st

from charts.issuance_network import issuance_network
from charts.words import number
from etl import coding_reads
from metrics.network import JointIssuance, joint_issuance
from ui.data import rows
from ui.drawn import drawn
from ui.figure import show_chart
from ui.page import Page


def show_issuance(page: Page) -> None:
    """Draw the joint-issuance network of the focus place."""
    _ = page.translate
    signed = rows(page.data, coding_reads.signatures, unit=page.focus)
    if signed.empty:
        st.info(
            _(
                "The data hold no epidemic documents of {place}. List them in the sheet of documents of the"
                " coding sheet: day, title and every body that issued them. The share of joint documents (A3)"
                " and the network follow from that list.",
                place=page.markdown_name(page.focus),
            )
        )
        return
    network = joint_issuance(signed)
    _figures(page, network)
    chart = drawn(
        (*page.key, "issuance"), lambda: issuance_network(network, page.name(page.focus), page.look)
    )
    show_chart(
        chart,
        _measures(page, network),
        sorted(signed["source_id"].unique()),
        name="issuance_network",
        data=page.data,
        translate=_,
    )
    with st.expander(_("Documents ({count})", count=int(network.summary["documents"]))):
        st.dataframe(_documents(page, signed), hide_index=True, alt=_("Documents"))


def _figures(page: Page, network: JointIssuance) -> None:
    _ = page.translate
    summary = network.summary
    figures = {
        _("Documents"): number(summary["documents"], _),
        _("Issued jointly"): _("{share}%", share=number(100 * summary["joint_share"], _, 1)),
        _("Issuing bodies"): number(summary["issuers"], _),
        _("Density"): _("none")
        if pd.isna(summary["density"])
        else _("{share}%", share=number(100 * summary["density"], _)),
        _("Components"): number(summary["components"], _),
    }
    helps = {
        _("Density"): _("Share of all pairs of bodies that signed a document together."),
        _("Components"): _("Groups of bodies that are connected; a body that acts alone is one of its own."),
    }
    with st.container(horizontal=True):
        for label, value in figures.items():
            st.metric(label, value, border=True, width=200, help=helps.get(label))


def _measures(page: Page, network: JointIssuance) -> pd.DataFrame:
    _ = page.translate
    found = network.measures.sort_values(["strength", "documents"], ascending=False)
    return pd.DataFrame(
        {
            _("Issuing body"): found.index.astype("str"),
            _("Documents"): found["documents"].to_numpy(),
            _("Of them joint"): found["joint_documents"].to_numpy(),
            _("Partners (degree)"): found["degree"].to_numpy(),
            _("Strength (sum of Newman weights)"): found["strength"].round(2).to_numpy(),
            _("Betweenness (0–1)"): found["betweenness"].round(3).to_numpy(),
            _("Clustering (0–1)"): found["clustering"].round(3).to_numpy(),
        }
    )


def _documents(page: Page, signed: pd.DataFrame) -> pd.DataFrame:
    _ = page.translate
    grouped = signed.groupby("document_id").agg(
        issued_on=("issued_on", "first"), title=("title", "first"), issuers=("issuer", _("; ").join)
    )
    grouped = grouped.sort_values("issued_on")
    return pd.DataFrame(
        {
            _("Day of issue"): pd.to_datetime(grouped["issued_on"]).dt.strftime("%Y-%m-%d"),
            _("Title"): grouped["title"],
            _("Issuing bodies"): grouped["issuers"],
        }
    )
