"""Bring words to one spelling before they are compared: width, case, traditional characters, spaces.

Only comparisons use the folded word; what is stored and shown stays as written.
"""

import re
import unicodedata
from functools import lru_cache

PAIRS = (
    "業业東东臨临麗丽義义烏乌樂乐鄉乡亞亚產产倫伦蘭兰關关興兴內内岡冈農农涼凉則则區区華华衛卫廈厦縣县雙双發发"
    "呂吕吳吴圖图壩坝壯壮頭头婁娄寶宝賓宾爾尔崗岗島岛峽峡嶗崂廣广慶庆開开張张彥彦揚扬撫抚無无晉晋術术來来棗枣"
    "樹树畢毕漢汉滄沧瀘泸澤泽濟济溫温濱滨濰潍潛潜煙烟瑪玛瓊琼鹽盐盤盘紅红納纳紹绍綏绥維维綿绵肅肃膠胶節节蕪芜"
    "蘆芦蘇苏荊荆萊莱營营薩萨許许貝贝貢贡貴贵賀贺資资贛赣邊边遼辽達达遷迁邁迈運运遠远連连鄭郑鄲郸欽钦鐵铁銅铜"
    "銀银錫锡錦锦鎮镇長长門门陽阳隴陇陝陕隨随頂顶順顺頗颇饒饶馬马駐驻魯鲁鮮鲜雞鸡鷄鸡鴨鸭鶴鹤鷹鹰黃黄齊齐龍龙"
    "雲云臺台嶽岳瀋沈濮濮確确診诊癒愈計计數数時时間间單单備备註注網网機机標标題题編编碼码員员狀状態态級级別别"
    "類类說说報报證证國国稱称種种項项雜杂實实際际書书歷历層层個个為为倉仓靈灵寧宁甯宁懷怀恆恒莊庄雖虽從从縉缙"
)
SIMPLIFIED = str.maketrans(dict(zip(PAIRS[::2], PAIRS[1::2], strict=True)))
"""Traditional characters of place names and column names, and the simplified ones."""

INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
REMARK = re.compile(r"[(\[【（].*?[)\]】）]$")
SEPARATORS = re.compile(r"[\s_\-./·•:：、，,'’\"“”*#]+")


def plain(text: str) -> str:
    """Return text with half-width letters and digits, without invisible characters and outer spaces.

    >>> plain("　１２３ ")
    '123'
    """
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).strip()


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """Return the spelling under which names are compared.

    >>> folded("Ji’nan Shi"), folded("青島 市")
    ('jinanshi', '青岛市')
    """
    return SEPARATORS.sub("", plain(text).casefold()).translate(SIMPLIFIED)


@lru_cache(maxsize=50_000)
def folded_label(label: str) -> str:
    """Return the spelling under which column names are compared: a remark in brackets at the end is left out.

    >>> folded_label("累計確診（例）"), folded_label("Province/State")
    ('累计确诊', 'provincestate')
    """
    words = plain(label)
    return folded(REMARK.sub("", words) or words)
