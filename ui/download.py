"""What a page knows about a chart that leaves it: sources, licences, data version."""

from charts.chart import Chart
from locales import Translator
from ui.data import Data
from ui.evidence import source_rows
from ui.sandbox import sample_note


def metadata_of(chart: Chart, data: Data, source_ids: list[str], _: Translator) -> dict[str, object]:
    """Return title, remarks, sources with their licences, and the data version of a chart."""
    return {
        "title": chart.title,
        "remarks": list(chart.captions),
        "language": _.language,
        "data_version": data.version,
        **sample_note(data, _),
        "sources": source_records(data, source_ids, _),
    }


def source_records(data: Data, source_ids: list[str], _: Translator) -> list[dict[str, object]]:
    """Return what a file must say about its sources, one record each."""
    sources = source_rows(data, source_ids, _)
    wanted = [
        "source_id",
        "title",
        "publisher",
        "citation",
        "url",
        "doi",
        "licence",
        "accessed",
        "grade",
        "note",
    ]
    listed = sources[wanted].astype(object).where(sources[wanted].notna(), None)
    return [{str(name): value for name, value in record.items()} for record in listed.to_dict("records")]
