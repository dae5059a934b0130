"""What a cooperation is about: a short noun phrase out of the words around the link."""

from __future__ import annotations

import re

_VERB = re.compile(
    r"^(?:推动|推进|深化|加强|支持|开展|实现|持续|积极|促进|强化|探索|建立|健全|完善|加快|深入|进一步|全面|做好|做强|配合|鼓励|引导|组织|拓展|密切|主动|不断|逐步|统筹|的|在|就|围绕|以|并|发展(?!规划|战略|格局)|共同|参与|推广|打造|构建|发挥|实施|大力|扎实|常态化|争创|争取|创建|申报|融入|定期|努力|促成|力争)+"
)
_EMPTY = re.compile(
    r"^(?:深度|务实|全面|全方位|战略|友好|紧密|密切|交流|合作|协作|联络|对接|工作|关系|机制|与|和|、|的|等|方面|开展|进行|加强|深化|建立|联系|方面的|签订|协议|共建|共享|洽谈|互动)*$"
)
_DONE = re.compile(r"^.*(?:建立|实现|开展|形成|加强|深化|推动|推进|促进)(?P<what>.{3,})$")
_AREA = re.compile(r"^在(?P<area>.{2,160}?)(?:产业)?(?:等|协同|合作)*(?:方面|领域)")
_MUTUAL = re.compile(r"^互[通认联]")


def theme(behind: str, *others: str) -> str:
    """A phrase of at most 40 letters from the words between partner and link; else from others, the first that says something."""
    if area := _AREA.match(behind):
        words = area["area"]
        return words if len(words) <= 40 else words[:40].rpartition("、")[0] or words[:40]
    mutual = clean(behind) if _MUTUAL.match(behind) else ""
    for words in ("" if mutual else behind, *others):
        done = _DONE.match(words)
        for part in (done["what"] if done else "", words):
            part = clean(part)
            if len(part) > 2 and not _EMPTY.match(part):
                return (part + mutual)[:40]
    return mutual


def clean(words: str) -> str:
    """Without the verbs in front and the 机制 behind."""
    words = "" if words.startswith("、") else _VERB.sub("", words.strip())
    words = re.sub(r"^(?:等[^的、]{0,8}的|等(?:地|市|方面)?|的|与[^的]{2,12}的)|(?:的?(?:工作)?机制|工作)$", "", words)
    return words if words.count("“") == words.count("”") else words.replace("“", "").replace("”", "")
