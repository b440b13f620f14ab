"""Words of the bundled source table in the page's language; words of an uploaded source stay as they are."""

from charts.words import is_missing
from locales import Translator


def N_(message: str) -> str:  # noqa: N802  the customary name
    """Mark a message for the catalogue; it is translated where it is shown."""
    return message


BUNDLED_WORDS = (
    N_("as redistributed in onjas-buidl/COVID-19_sosc"),
    N_("dates as derived in onjas-buidl/COVID-19_sosc"),
    N_("digitised in onjas-buidl/COVID-19_sosc, commit 0d82aa45975ca385b4c172971063d7c1c684e73b"),
    N_("derived from onjas-buidl/COVID-19_sosc"),
    N_("reposted list"),
    N_("as stated in each row"),
    N_("National Bureau of Statistics of China"),
    N_("various publishers"),
    N_("this software"),
    N_("the user named in the receipt"),
    N_("Health Commission of Shandong, Qingdao Municipal Health Commission 青岛市卫生健康委员会"),
    N_("E-Government Research Centre, National Academy of Governance 中央党校电子政务研究中心"),
    N_("Baidu"),
    N_("data aggregator 数据中国"),
)
"""Licences, retrievals, publishers and remarks as they stand in the source table."""


def source_words(text: object, _: Translator) -> str:
    """Return licence, retrieval, publisher or remark of a source in the page's language."""
    value = "" if is_missing(text) else str(text)
    return _(value) if value in BUNDLED_WORDS else value
