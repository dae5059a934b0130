"""How the names of projects are made: the words of ``lexicon/projects.toml``, compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from loaders.lexicon import table
from loaders.words import any_of, scan

_SCHOOLS = ("中学", "小学", "医院", "学院", "大学", "职专", "中专")


class Rules(NamedTuple):
    """One pattern a part of a name; what each part is for stands beside its words in the lexicon."""

    guard: re.Pattern[str]
    verb: re.Pattern[str]
    lead: re.Pattern[str]
    leads: frozenset[str]
    """Letters that it may begin with."""
    done: re.Pattern[str]
    """What a thing does that nobody before it does: 某桥全线通车."""
    head: re.Pattern[str]
    listed: re.Pattern[str]
    proper: re.Pattern[str]
    beyond: re.Pattern[str]
    base: re.Pattern[str]
    built: re.Pattern[str]
    kinds: Mapping[str, frozenset[str]]
    """Heads by what they are."""
    unlike: tuple[str, ...]
    plain: tuple[str, ...]
    general: tuple[str, ...]


@cache
def rules() -> Rules:
    """Return the patterns, built from the lexicon."""
    data = table("projects")
    verbs, adverbs, tails = any_of(data["verbs"]), any_of(data["adverbs"]), any_of(data["tails"])
    phase, plain = any_of(data["phases"]), any_of(data["plain"])
    words = ("works", "pilots", "facilities", "acts", "phases", "campaigns")
    heads = list(dict.fromkeys(word for key in words for word in data[key]))
    ends = {head[-2:] for head in heads}
    short = {end for end in ends if len(end) == 1}
    pairs = sorted(end for end in ends if short.isdisjoint(end))
    lone, lone_three = ("".join(rf"(?<!{word}{gap})" for word in data["common"]) for gap in ("..", "..."))
    return Rules(
        guard=re.compile(rf"[{''.join(sorted(short))}]|{scan(pairs)}"),
        verb=re.compile(rf"{verbs}(?:{adverbs}|{verbs}|[和与并]{verbs})*"),
        lead=re.compile(rf"(?:{plain}|(?:{adverbs})*{verbs})+"),
        leads=frozenset(word[0] for key in ("verbs", "adverbs", "plain") for word in data[key]),
        done=re.compile(
            rf"{any_of(data['done'])}|{any_of(data['last'])}$|{any_of(data['spent'])}(?=\d)|{any_of(data['listed'])}[\u4e00-\u9fff]{{0,8}}(?:规划|计划)$"
        ),
        head=re.compile(
            rf"(?P<head>{any_of(heads)})(?P<phase>\({phase}[^()]*\)|{phase})?(?:(?:建设)?(?P<work>工程|项目|试点))?"
            rf"(?P<last>{phase})?(?P<more>\([^()]*\)(?:工程|项目)?|[”)](?!工程|项目))?(?=$|{tails}|\(即|(?<=”工程)\d|(?<=期)\d)"
        ),
        listed=re.compile(
            r"等(?!级|企业|公司|高校)(?:\d+[\u4e00-\u9fff])?(?P<kind>[^等、,]{0,24}?)(?<!企业)(?P<head>工程|项目|科技基础设施|科学装置|园区|“[^”]*项目”)(?!清单|企业)"
        ),
        # every branch begins with a letter of few, so that the engine can leap to it
        proper=re.compile(
            rf"[GSXYC]\d{{2,4}}|年产\d|“[^”]+”|{phase}"
            rf"|{any_of([*_SCHOOLS, *data['selfish']])}(?<=[\u4e00-\u9fff]{{4}}){lone}"
            rf"|{any_of(data['named'])}(?<=[\u4e00-\u9fff]{{5}}){lone_three}"
            r"|[一二三四五六]中|国家(?!级|重点|战略|农业|重要)[\u4e00-\u9fff]{3,}(?:库|中心|基地|实验室|枢纽|公园)"
            rf"|\A(?!{any_of(data['passages'])})[\u4e00-\u9fff]{{2,3}}通道\Z"
            rf"|{any_of(data['known'])}|[{data['provinces']}]{{2}}(?=[\u4e00-\u9fff])(?![合协]作平台)|[{data['provinces']}][东南西北中](?=[\u4e00-\u9fff]{{2}})"
            r"|重大科技基础设施|全国重点实验室|[湖江](?<=[\u4e00-\u9fff]{2})(?<![河湖江滨沿环内外全库过大跨].)(?![湖河岸])|江湖"
            r"|港(?<=[\u4e00-\u9fff]{3})(?<![陆空贸渔母海河内外油矿主湾进出]港)(?![口澳区湾航资商式元股台铁产珠])"
            r"|河(?<=[\u4e00-\u9fff]{3})(?<![内界沿滨小黑运大环清过跨治全主要江山]河)(?![道流湖长口床堤岸网两南北])"
            r"|山(?<=[\u4e00-\u9fff]{3})(?<![荒矿青登高深护治江靠火名大上下开雪冰进出]山)(?=[\u4e00-\u9fff])(?![区海林水塘体洪地村歌东西坡乡货])"
            r"|渠(?<=[\u4e00-\u9fff]{2}渠)(?<![沟干灌水排支明暗管斗农毛]渠)"
            r"|引(?![进导入领资育才流水])[\u4e00-\u9fff]{1,2}[济入补][\u4e00-\u9fff]|[南西东][水电气][北东南]"
            r"|水(?<=\A.水)(?<![供排节污饮蓄洪引防].)(?=[\u4e00-\u9fff])"
        ),
        beyond=re.compile(rf"[^,、]{{0,8}}?{any_of(data['beyond'])}"),
        base=re.compile(
            rf"(?:\({phase}[^()]*\)|{phase}|^{plain}|\d{{4}}年度?|工程|项目|建设|前期工作|试点|后续|[“”\s])"
        ),
        built=re.compile(f"(?<![共组构]){any_of(data['building'])}(?!立)"),
        kinds={key: frozenset(data[key]) for key in (*words, "loose", "built", "solid")},
        unlike=tuple(data["unlike"]),
        plain=(*data["plain"], *data["common"]),
        general=tuple(data["general"]),
    )
