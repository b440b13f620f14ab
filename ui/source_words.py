"""Words of the bundled source table in the page's language; words of an uploaded source stay as they are."""

from charts.words import is_missing
from locales import Translator


def N_(message: str) -> str:  # noqa: N802  the customary name
    """Mark a message for the catalogue; it is translated where it is shown."""
    return message


BUNDLED_WORDS = (
    N_("MIT License"),
    N_("MIT License for the code; the authors claim no right in the data"),
    N_("CC0 1.0 for the data"),
    N_("no licence stated"),
    N_("CC BY 4.0"),
    N_("official statistics; digitised table without a licence"),
    N_("MIT License for the digitised tables"),
    N_("facts only; rights with the publishers"),
    N_("as stated in the receipt"),
    N_("as redistributed in onjas-buidl/COVID-19_sosc"),
    N_("dates as derived in onjas-buidl/COVID-19_sosc"),
    N_("digitised in onjas-buidl/COVID-19_sosc, commit 0d82aa45975ca385b4c172971063d7c1c684e73b"),
    N_("derived from onjas-buidl/COVID-19_sosc"),
    N_("reposted list"),
    N_("as stated in each row"),
    N_("National Bureau of Statistics of China"),
    N_("various publishers"),
    N_("the user named in the receipt"),
    N_("Health Commission of Shandong, Qingdao Municipal Health Commission 青岛市卫生健康委员会"),
    N_("E-Government Research Centre, National Academy of Governance 中央党校电子政务研究中心"),
    N_("Baidu"),
    N_("data aggregator 数据中国"),
    N_(
        "Imported cases sit inside city rows in Guangdong and Sichuan but apart elsewhere. Asymptomatic"
        " infections are not counted. Counts may lag a bulletin by up to one day. The column of"
        " suspected cases is not taken: it ends in February 2020."
    ),
    N_(
        "Day n is 2019-12-30 + n; 99 means not implemented by 2020-02-19. Wuhan is absent. Old codes"
        " 652100 and 469003 are recoded; one county-level unit."
    ),
    N_(
        "Sources of city lockdowns are mostly Wikipedia. The local travel ban is implied from home"
        " isolation in most cities. The emergency declaration is provincial. Ends on 2020-04-06."
    ),
    N_("List of 95 city lockdowns, from a folder that its redistributor calls no longer used."),
    N_(
        "Dates come from a derived table: 228 of 276 cities with closed management of communities (241"
        " in the paper). Beijing, Shanghai, Chongqing and Tianjin are absent. A city counts if one of"
        " its counties adopted the measure."
    ),
    N_("All 890 city totals occur in the text layer of the scanned pages."),
    N_(
        "Origin not stated. Its doctors of 2017 match the yearbook in 135 of 251 cities. Not used for scores."
    ),
    N_("Only the derived reduction of movement is kept: 23 days from New Year’s Day of the lunar calendar."),
    N_("Differs from the Global Policy Lab for Jiangsu, Hunan and Qinghai."),
    N_("GDP is of urban districts only. Coordinates are wrong for some cities and not used."),
    N_("The year is inferred as 2019. No Wuhan. Xining’s GDP is Qinghai’s."),
    N_(
        "Employment and schooling come from the 10 % long form: counts are a sample and have a sampling"
        " error. English names of counties are transliterated by machine. Coordinates are centroids of"
        " city polygons; Jimo’s point is approximate."
    ),
    N_("Differs from the county yearbook by more than 0.1 % in 17 of 367 units for 2020."),
    N_(
        "Means over periods of the daily indices of provinces. An index records policies, it does not"
        " show their effect."
    ),
    N_("Rests on one repost; no second source was found."),
    N_(
        "Many pages repost bulletins of the Qingdao Municipal Health Commission 青岛市卫生健康委员会. A few"
        " stored pages have no address."
    ),
    N_(
        "Cases are counted in the district of the treating hospital. Districts that a bulletin does not"
        " list are zero in it."
    ),
    N_("Grade C unless the upload says otherwise."),
)
"""Licences, retrievals, publishers and remarks as they stand in the source table."""


def source_words(text: object, _: Translator) -> str:
    """Return licence, retrieval, publisher or remark of a source in the page's language."""
    value = "" if is_missing(text) else str(text)
    return _(value) if value in BUNDLED_WORDS else value
