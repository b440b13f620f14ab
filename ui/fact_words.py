"""Remarks and references of the bundled facts in the page's language.

The tables hold them as they were noted down, mostly in English. What an upload brings is shown as it is.
"""

from charts.words import is_missing
from locales import Translator


def in_words(text: object, _: Translator) -> str:
    """Return a remark or reference in the page's language if it is a bundled one, else as it is."""
    if is_missing(text):
        return ""
    return (_remarks(_) | _references(_) | _values(_)).get(str(text), str(text))


def _remarks(_: Translator) -> dict[str, str]:
    return {
        "1 = 引领型 (10 of 101 cities); listed order is not stated to be a rank": _(
            "1 = leading type, 10 of 101 cities; the listed order is not said to be a rank"
        ),
        "1=best of 100": _("1 is the best of 100"),
        "1=best of 31": _("1 is the best of 31"),
        "1 is the best of 297; top 30 only published in article": _(
            "1 is the best of 297; only the first 30 are published"
        ),
        "202 women, 104 men; 264 in 5th batch": _("202 women, 104 men; 264 in the fifth batch"),
        "6 confirmed + 6 asymptomatic": _("6 confirmed and 6 asymptomatic"),
        "60 cured, 1 death; so the 8 Jimo cases had all been resolved by then (deaths were in 市南区)": _(
            "60 cured, 1 death; so the 8 cases of Jimo were all resolved by then (the death was in Shinan)"
        ),
        "84.3% progress; Huangdao, Jimo, Jiaozhou, Pingdu, Laixi": _(
            "84.3% done; Huangdao, Jimo, Jiaozhou, Pingdu, Laixi"
        ),
        "Wikipedia": _("encyclopaedia on the web"),
        "Wikipedia; upper bound": _("encyclopaedia on the web; upper bound"),
        "city-wide letter applies to the district": _("the city’s letter applies to the district"),
        "hospitals only": _("hospitals only"),
        "list in article is not complete": _("the article’s list is not complete"),
        "mid-2021, not 2020": _("middle of 2021, not 2020"),
        "of 231": _("of 231"),
        "of 231 city-wide": _("of 231 in the whole city"),
        "only 3 of the pairs found in a citable page": _("only 3 of the pairs were found on a page to cite"),
        "over": _("more than this"),
        "over; neighbour district of Jimo": _("more than this; neighbour district of Jimo"),
        "over; top ten provinces only": _("more than this; first ten provinces only"),
        "percent of residents aged 6+": _("% of residents aged 6 and over"),
        "phase-1 target 60,000/day (Xinhua 2020-02-12)": _(
            "goal of the first phase: 60,000 a day (Xinhua News Agency, 12 February 2020)"
        ),
        "reduced to 231 for the two added days": _("reduced to 231 for the two added days"),
        "sampling basically complete at noon": _("sampling nearly complete at noon"),
        "the source says: approximately": _("the source says: about"),
        "the source says: approximately; 60+ volunteer organisations, 400+ teams": _(
            "the source says: about; more than 60 volunteer organisations and 400 teams"
        ),
        "the source says: over": _("the source says: more than"),
        "the source says: over; own plus supporting cities": _(
            "the source says: more than; own and of supporting cities"
        ),
        "to 14 Feb; Red Cross separately 2223.38": _("to 14 February; the Red Cross apart: 2,223.38"),
        "to 4 Feb, cash and goods": _("to 4 February, money and goods"),
        "top ten provinces only": _("first ten provinces only"),
        "upper bound from a Qingdao page": _("upper bound from a page of Qingdao"),
        "upper bound; first activation some days earlier": _("upper bound; first use some days earlier"),
        "upper bound; provincial (CoronaNet event)": _("upper bound; of the province"),
        "year per text: China Health Statistics Yearbook 2019 cited in article": _(
            "year by the text, which cites the China Health Statistics Yearbook 2019"
        ),
        "五级网格 organisation": _("organised in grids of five levels"),
        "即发集团": _("Jifa Group"),
    }


def _values(_: Translator) -> dict[str, str]:
    return {
        "优秀": _("excellent"),
        "良好": _("good"),
        "荆门市": _("Jingmen"),
        "宜昌市": _("Yichang"),
        "随州市": _("Suizhou"),
    }


def _references(_: Translator) -> dict[str, str]:
    return {
        "Beijing News 2020-10-14": _("Beijing News, 14 October 2020"),
        "CASS Center for City and Competitiveness report, via Global Times 2020-03-09": _(
            "report of the Academy of Social Sciences, in Global Times, 9 March 2020"
        ),
        "CNR Qingdao 2020-03-31 (央广网)": _("China National Radio, 31 March 2020"),
        "Cao et al. 2020 Nature Communications": _("Cao et al., Nature Communications, 2020"),
        (
            "Cloud River Urban Research Institute, China Integrated City Index 2019"
            " (Zhou Muzhi, SCIO 2020-04-21)"
        ): _("Cloud River Urban Research Institute, China Integrated City Index 2019"),
        "Global Times 2020-10-12": _("Global Times, 12 October 2020"),
        "Nanjing Statistical Yearbook 2021 table 14-16": _("Nanjing Statistical Yearbook 2021, table 14-16"),
        "Qingdao Bureau of Industry and IT via 即发集团 report 2020-02": _(
            "Qingdao Bureau of Industry and Information Technology, by a report of Jifa Group, February 2020"
        ),
        "Qingdao Municipal Health Commission H1-2021 work summary": _(
            "Qingdao Municipal Health Commission, work summary of the first half of 2021"
        ),
        "Qingdao press conference 2020-10-17": _("press conference of Qingdao, 17 October 2020"),
        "SHINE 2020-10-15": _("Shanghai Daily (SHINE), 15 October 2020"),
        "Shenzhen first city to promote a health code": _("Shenzhen, first city to promote a health code"),
        "Xinhua 2020-10-16": _("Xinhua News Agency, 16 October 2020"),
        "covered by Zhejiang health code by this date": _("covered by the health code of Zhejiang by then"),
        "derived: 2021 value minus stated increase of 1.04 million": _(
            "derived: value of 2021 less the stated increase of 1.04 million"
        ),
        "北京健康宝 launched": _("health code of Beijing launched"),
        "天府健康通 launched": _("health code of Sichuan launched"),
        "山东援鄂医疗队 list to 2020-02-09": _(
            "list of Shandong’s medical teams in Hubei, to 9 February 2020"
        ),
        "山东电子健康通行码 (provincial code; date of Qingdao letter)": _(
            "health code of Shandong; date of Qingdao’s letter"
        ),
        "山东电子健康通行码 (via Qingdao HQ letter)": _(
            "health code of Shandong, by a letter of Qingdao’s headquarters"
        ),
        "山东电子健康通行码 city-wide promotion letter": _(
            "health code of Shandong, letter to the whole city"
        ),
        "山东电子健康通行码 promotion letter (Qingdao HQ)": _(
            "health code of Shandong, letter of Qingdao’s headquarters"
        ),
        "新华社 captions 2020-02": _("Xinhua News Agency, captions, February 2020"),
        "新时报 via yybnet 2020-02": _("New Times, by a repost, February 2020"),
        "杭州健康码 launched": _("health code of Hangzhou launched"),
        "甘肃健康出行码 launched": _("health code of Gansu launched"),
        "社会组织蓝皮书2023 via pishu.cn": _("Blue Book of Social Organisations 2023"),
        "穗康码 continued-use notice 穗防控〔2020〕3号": _("health code of Guangzhou, notice 3 of 2020"),
        "苏康码 required province-wide": _("health code of Jiangsu required in the whole province"),
        "随申码 trial launch": _("health code of Shanghai, trial"),
        "青岛市卫健委 via reposts": _("Qingdao Municipal Health Commission, by reposts"),
    }
