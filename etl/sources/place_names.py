"""Short and English names of places, made by rule from the Chinese ones.

English names of counties are machine transliterations: pinyin without tones, with the readings that place
names have instead of the common ones, and the level in English.
"""

import re

from pypinyin import Style, lazy_pinyin, load_phrases_dict, load_single_dict

SHORT_PROVINCES = {
    "内蒙古自治区": "内蒙古",
    "广西壮族自治区": "广西",
    "西藏自治区": "西藏",
    "宁夏回族自治区": "宁夏",
    "新疆维吾尔自治区": "新疆",
}
PEOPLES = (
    "蒙古族|回族|藏族|维吾尔族|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|傣族|黎族|"
    "傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|"
    "仡佬族|锡伯族|阿昌族|普米族|塔吉克族|怒族|鄂温克族|德昂族|保安族|裕固族|独龙族|鄂伦春族|赫哲族|门巴族|珞巴族|"
    "基诺族|各族|蒙古|哈萨克|锡伯|塔吉克"
)
LEVELS = (
    ("城乡一体化示范区", "Demonstration Zone"),
    ("高新技术产业开发区", "High-tech Zone"),
    ("高技术产业开发区", "High-tech Zone"),
    ("高新技术开发区", "High-tech Zone"),
    ("经济技术开发区", "Economic and Technological Development Zone"),
    ("经济开发区", "Economic Development Zone"),
    ("航空港经济综合实验区", "Airport Economy Zone"),
    ("综合物流产业聚集区", "Logistics Zone"),
    ("文化旅游创意园区", "Culture and Tourism Park"),
    ("循环化工园区", "Chemical Industry Park"),
    ("工业园区", "Industrial Park"),
    ("示范区", "Demonstration Zone"),
    ("管理区", "Administrative Area"),
    ("风景名胜区", "Scenic Area"),
    ("行政委员会", "Administrative Committee"),
    ("管委会", "Administrative Committee"),
    ("自治县", "Autonomous County"),
    ("自治旗", "Autonomous Banner"),
    ("林区", "Forestry District"),
    ("特区", "Special District"),
    ("新区", "New Area"),
    ("新城", "New Town"),
    ("矿区", "Mining District"),
    ("地区", ""),
    ("区", "District"),
    ("县", "County"),
    ("旗", "Banner"),
    ("市", "City"),
    ("盟", ""),
    ("省", ""),
)
"""Endings of Chinese names, the longer ones first, and the level in English."""

ZONES = {
    "高新技术产业开发区": "高新区",
    "高技术产业开发区": "高新区",
    "高新技术开发区": "高新区",
    "经济技术开发区": "经开区",
    "经济开发区": "经开区",
    "新区": "新区",
    "城乡一体化示范区": "示范区",
    "示范区": "示范区",
    "工业园区": "工业园区",
    "循环化工园区": "循环化工园区",
    "航空港经济综合实验区": "航空港区",
    "综合物流产业聚集区": "物流聚集区",
    "文化旅游创意园区": "文创园区",
}
"""Zones keep their kind in the short name: without it the name would be that of their city."""

NO_FOREST = ("万柏林区",)
"""Districts whose name ends in 林 (forest) by chance."""

READINGS = {
    "长": "cháng",
    "都": "dū",
    "宿": "sù",
    "朝": "cháo",
    "乐": "lè",
    "莘": "shēn",
    "洞": "dòng",
    "什": "shí",
    "勒": "lè",
    "佛": "fó",
}
"""How these characters are read in place names, unless a whole name below says otherwise."""

WHOLE_READINGS = {
    "闵行": "mǐn háng",
    "南乐": "nán lè",
    "民乐": "mín lè",
    "曾都": "zēng dū",
    "朝阳": "cháo yáng",
    "乐清": "yuè qīng",
    "乐陵": "lào líng",
    "乐亭": "lào tíng",
    "洪洞": "hóng tóng",
    "单县": "shàn xiàn",
    "六合": "lù hé",
    "蔚县": "yù xiàn",
    "番禺": "pān yú",
    "涡阳": "guō yáng",
    "盱眙": "xū yí",
    "繁峙": "fán shì",
    "浚县": "xùn xiàn",
    "中牟": "zhōng mù",
    "泌阳": "bì yáng",
    "歙县": "shè xiàn",
    "枞阳": "zōng yáng",
    "铅山": "yán shān",
    "尉犁": "yù lí",
    "大埔": "dà bù",
    "东阿": "dōng ē",
    "行唐": "xíng táng",
    "称多": "chèn duō",
    "万载": "wàn zài",
    "栖霞": "qī xiá",
    "荥经": "yíng jīng",
    "任丘": "rén qiū",
    "任泽": "rén zé",
    "牟平": "mù píng",
    "镇赉": "zhèn lài",
    "阆中": "làng zhōng",
    "北碚": "běi bèi",
    "珲春": "hún chūn",
    "穆棱": "mù líng",
    "覃塘": "qín táng",
    "伽师": "jiā shī",
    "筠连": "jūn lián",
    "大城": "dài chéng",
    "崆峒": "kōng tóng",
    "宕昌": "tàn chāng",
    "红寺堡": "hóng sì bǔ",
    "浪卡子": "làng kǎ zǐ",
}
load_single_dict({ord(character): reading for character, reading in READINGS.items()})
load_phrases_dict({name: [[part] for part in reading.split()] for name, reading in WHOLE_READINGS.items()})


def short_name(name: str) -> str:
    """Return a place's name without its level and without the peoples in an autonomous unit's name.

    >>> [short_name(name) for name in ("即墨区", "景宁畲族自治县", "城区", "山东省", "兰州新区")]
    ['即墨', '景宁', '城区', '山东', '兰州新区']
    """
    ending = _ending(name)
    return _stem(name) + ZONES.get(ending, "")


def _stem(name: str) -> str:
    if name in SHORT_PROVINCES:
        return SHORT_PROVINCES[name]
    ending = _ending(name)
    stem = name.removesuffix(ending) if ending else name
    if ending.startswith("自治") or stem.endswith("族"):
        bare = re.sub(f"({PEOPLES})+$", "", stem)
        stem = bare if len(bare) >= 2 else stem.removesuffix("族")
    return stem


def _ending(name: str) -> str:
    return next(
        (
            ending
            for ending, _ in LEVELS
            if name.endswith(ending)
            and len(name) - len(ending) >= 2
            and not (ending == "林区" and name in NO_FOREST)
        ),
        "",
    )


def _without_city_level(name: str) -> str:
    """Drop the 市 that follows a city's name in the name of its zone, never that of 市南 or 沙市.

    >>> [_without_city_level(name) for name in ("张家口市察北管理区", "市南区", "沙市区", "津市市")]
    ['张家口察北', '市南', '沙市', '津市']
    """
    stem = _stem(name)
    zone = len(_ending(name)) > 1 and not _ending(name).startswith("自治")
    return re.sub("(?<=..)市", "", stem) if zone else stem


def english_name(name: str) -> str:
    """Transliterate a county's name and add its level in English.

    >>> [english_name(name) for name in ("即墨区", "胶州市", "长海县", "闵行区", "城区", "忠县", "市南区")]
    ['Jimo District', 'Jiaozhou City', 'Changhai County', 'Minhang District', 'Chengqu', 'Zhongxian', \
'Shinan District']
    """
    syllables = lazy_pinyin(_without_city_level(name), style=Style.NORMAL, errors="ignore", v_to_u=True)
    # An apostrophe keeps a vowel from joining the syllable before it: Chang'an, not Changan.
    letters = "".join(f"'{part}" if at and part[0] in "aeo" else part for at, part in enumerate(syllables))
    return f"{letters.capitalize()} {dict(LEVELS).get(_ending(name), '')}".strip()


def plain_city_name(name: str) -> str:
    """Return a city's English name without the words for its level.

    >>> plain_city_name("Enshi Tujia and Miao Autonomous Prefecture"), plain_city_name("Xilingol League")
    ('Enshi', 'Xilingol')
    """
    name = name.split(",", maxsplit=1)[0].removesuffix(" League").removesuffix(" County")
    return name.split(" ")[0] if name.endswith((" Prefecture", " Autonomous")) else name
