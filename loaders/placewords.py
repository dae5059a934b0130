"""What tells a place from a word: the lists and guards of ``lexicon/placewords.toml`` and ``joints.txt``, compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from loaders import functions
from loaders.lexicon import ROOM, table
from loaders.values import value
from loaders.words import any_of

HAN = "\u4e00-\u9fff"
# words that never stand inside the name of a firm or office; they end the look ahead
STOP = "的和与及等在将把以为对向由从到至是有"
ACTS = "打造|推进|推动|引进|引入|联手|联合|设立|新建|举办|成立|组建|申报|实施|加快|布局|开展|深化|聚焦|围绕|对接"
"""No name of a firm or an office holds such a word: 青川联手打造汽车、… names none."""
CAPITAL = r"(?:科创|电子|半导体|生物制品|制药|重工|股份|实业|控股|汽车|乳业|钢铁)(?=[、,等])"
BUREAU = (
    "贸发局|促进局|投资局|发展局|分局|管理中心|管理局|管理处|办事处|事务中心|服务中心|管委会"
    "|分行|支行|监管局|证监局|调查总队|调查队"
)
HINT = re.compile("[局委厅办部府会院行司团社学处心报监关队]|科创|电子|半导体|制药|重工|股份|实业|控股|生物制品")
"""What any such name holds within reach; where it is missing, the long pattern need not be tried."""
PUBLIC = (
    rf"[^\W\d_{STOP}]{{0,6}}?(?:大学(?![城生])|学院)|(?:农大|师大|理工|农科院|林科院|社科院|(?:协和)?医院|银行|农商行|日报|卫视|海关|监狱)"
    rf"|(?!三甲|三级|公立|民营|县级|优质|知名|大型|重点|各)[^\W\d_{STOP}]{{1,6}}?医院(?![东西南北新]?院|[一二三]期|建设|改|扩|迁|项目)"
)


@value
class Trap:
    """What stands next to a name and makes it no place."""

    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


@value
class Words:
    """All guards."""

    never: frozenset[str]
    local: frozenset[str]
    guarded: frozenset[str]
    known: frozenset[str]
    joints: frozenset[str]
    plain: frozenset[str]
    """Words of the language that are short names too."""
    ordinary: frozenset[str]
    """The names of counties among them that are words first."""
    traps: Mapping[str, Trap]
    after: Mapping[str, re.Pattern[str]]
    body: re.Pattern[str]
    """Behind a place: the rest of the name of an office or a firm."""

    def body_end(self, text: str, end: int) -> int | None:
        """Return where the name of an office or firm ends that goes on behind a place, or None."""
        if HINT.search(text, end, end + 26) is None:
            return None
        found = self.body.match(text, end)
        return found.end() if found else None

    def joined(self, text: str, start: int, end: int) -> bool:
        """Tell whether two words meet inside a name, 高安 in 提高安全, or it is a part of another: 黑河 in 大黑河."""
        if end - start != 2 or start == 0:
            return False
        if text[start - 1] in "大小" and text[start - 2 : start] not in self.joints:
            return True
        if end >= len(text):
            return False
        return text[start - 1 : start + 1] in self.joints and text[end - 1 : end + 1] in self.joints

    def astride(self, text: str, start: int, end: int) -> bool:
        """Tell whether a full name lies across two words: 兴城市 in 复兴城市, but not 镇海区 in 宁波市镇海区."""
        if end - start != 3 or start == 0 or text[start - 1] in "省市县区州":
            return False
        return text[start - 1 : start + 1] in self.joints and text[start + 1 : end] in self.joints

    def trapped(self, name: str, text: str, start: int, end: int) -> bool:
        """Tell whether the neighbours of a name make it a part of other words."""
        trap = self.traps.get(name)
        if trap is None:
            return False
        if trap.before and start and trap.before.match(text[start - 1]):
            return True
        return bool(trap.after and trap.after.match(text, end))


@cache
def load() -> Words:
    """Return the guards, compiled once."""
    data = table("placewords")
    _, joints, plain = (ROOM / "joints.txt").read_text("utf-8").splitlines()
    traps = {
        row["name"]: Trap(*(re.compile(row[side]) if side in row else None for side in ("before", "after")))
        for row in data["trap"]
    }
    lists = {key: frozenset(data[key]) for key in ("never", "local", "guarded", "known", "ordinary")}
    after = {key: re.compile(pattern) for key, pattern in data["after"].items()}
    sets = {"joints": frozenset(joints.split(" ")), "plain": frozenset(plain.split(" ")) | frozenset(data["shy"])}
    return Words(**lists, **sets, traps=traps, after=after, body=_body())


def _body() -> re.Pattern[str]:
    """Compile what follows a place inside the name of an office, a party organ, a firm, a university."""
    known = functions.load()
    stem = any_of(known.stem.split("|"))
    office = (
        rf"(?:省|市|县|区|自治区)?(?:{stem}(?:和|与|及)?)+(?:{known.general}|支队|大队|总队)(?![{HAN}]?[^{HAN}]*会)"
    )
    seat = r"(?:人民政府|政府(?!投资|采购|债|引导|购买|主导|性)|党委|管委会|管理委员会)"
    party = r"委(?:员会|宣传|组织|统战|政法|社会|办|书记|常委|网信|编办|(?=[,、。;:)和与]|$))"
    whole = rf"{any_of(known.whole.split('|'))}(?=[^{HAN}]|牵头|负责|$)"
    letter = rf"(?:(?!{ACTS})[^\W\d_{STOP}])"
    group = "(?<!教育)(?<!办学)(?<!医疗)集团(?!军)"
    firm = rf"{letter}{{0,18}}?(?:有限公司|有限责任公司|股份公司|集团公司|分公司|公司|{group})"
    bureau = rf"{letter}{{0,12}}?(?:{BUREAU})"
    school = rf"(?!优质|名校|基础|知名|各){letter}{{2,6}}?(?:教育|医疗)集团(?!化)"
    return re.compile(f"{seat}|{office}|{party}|{whole}|{PUBLIC}|{firm}|{school}|{bureau}|{letter}{{2,10}}?{CAPITAL}")
