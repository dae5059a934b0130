"""ECharts options as plain dicts: no functions, no addresses, colours as names of tokens.

``var(--lead)`` and its like are looked up by the page, which draws again when light changes to dark.
Everything a chart shows also stands in a table beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

Option: TypeAlias = dict[str, Any]

ROLES = ("lead", "inferred", "co", "support", "guide", "listed")
"""Order of the parts of a bar, always from zero."""
FILLS = {
    "lead": ("var(--lead)", "var(--lead)"),
    "inferred": ("var(--surface)", "var(--lead)"),
    "co": ("var(--co)", "var(--co-l)"),
    "support": ("var(--support)", "var(--support-l)"),
    "guide": ("var(--guide)", "var(--guide-l)"),
    "listed": ("var(--surface)", "var(--listed-l)"),
}
HATCH = {"symbol": "rect", "dashArrayX": [1, 0], "dashArrayY": [2, 4], "rotation": -0.7854, "color": "var(--lead)"}
TEXT: Option = {"color": "var(--ink)", "fontFamily": "var(--sans)", "fontSize": 13}
ROW = 28


def base(title: str) -> Option:
    return {
        "animation": False,
        "backgroundColor": "transparent",
        "textStyle": dict(TEXT),
        "aria": {
            "enabled": True,
            "label": {"description": title},
            "decal": {"show": True, "decals": [{"symbol": "none"}]},
        },
    }


def ranking(rows: Sequence[Mapping[str, Any]], names: Mapping[str, str], *, title: str = "", gap: str = "") -> Option:
    """Stacked bars, a row a body: ``{"name", "lead", "inferred", "co", "support", "guide", "listed"}``.

    ``names`` are the words for the roles that occur; ``gap`` is the sentence between bodies that lead and bodies whose
    plans name no lead, so that hollow bars do not look like a mistake. ``meta.rows`` maps bars to rows of the answer.
    """
    bars: list[int | None] = list(range(len(rows)))
    leading = [index for index, row in enumerate(rows) if row.get("lead") or row.get("inferred")]
    if gap and leading and len(leading) < len(rows):
        bars.insert(leading[-1] + 1, None)
    used = [role for role in ROLES if any(row.get(role) for row in rows)]
    series = [_bar(role, names.get(role, role), rows, bars) for role in used]
    totals = [0 if bar is None else sum(int(rows[bar].get(role) or 0) for role in used) for bar in bars]
    series.append(_ends(totals, gap))
    option = base(title)
    option["grid"] = {"left": 8, "right": 40, "top": 4, "bottom": 8, "containLabel": True}
    option["xAxis"] = {
        "type": "value",
        "position": "top",
        "min": 0,
        "minInterval": 1,
        "axisLine": {"show": False},
        "axisTick": {"show": False},
        "axisLabel": {"color": "var(--ink3)", "fontSize": 12},
        "splitLine": {"lineStyle": {"color": "var(--line)", "width": 1}},
    }
    option["yAxis"] = {
        "type": "category",
        "inverse": True,
        "data": ["" if bar is None else str(rows[bar]["name"]) for bar in bars],
        "triggerEvent": True,
        "axisTick": {"show": False},
        "axisLine": {"lineStyle": {"color": "var(--ink)"}},
        "axisLabel": {"color": "var(--ink)", "fontSize": 13, "interval": 0, "margin": 10},
    }
    option["series"] = series
    option["meta"] = {"height": len(bars) * ROW + 44, "rows": bars}
    return option


def _bar(role: str, name: str, rows: Sequence[Mapping[str, Any]], bars: Sequence[int | None]) -> Option:
    fill, edge = FILLS[role]
    inside = role in ("lead", "inferred")
    return {
        "type": "bar",
        "name": name,
        "stack": "all",
        "barWidth": 14,
        "cursor": "pointer",
        "emphasis": {"disabled": True},
        "itemStyle": {
            "color": fill,
            "borderColor": edge,
            "borderWidth": 1,
            "decal": HATCH if role == "inferred" else {"symbol": "none"},
        },
        "label": {
            "show": inside,
            "position": "inside",
            "fontSize": 12,
            "fontWeight": 600,
            "color": "var(--on-lead)" if role == "lead" else "var(--lead)",
            "backgroundColor": "transparent" if role == "lead" else "var(--surface)",
            "padding": [1, 4],
        },
        "data": [None if bar is None or not rows[bar].get(role) else int(rows[bar][role]) for bar in bars],
    }


def _ends(totals: Sequence[int], gap: str) -> Option:
    """An empty part at the end of each bar that carries the total; in the gap row, the sentence."""
    data = []
    for total in totals:
        words = str(total) if total else gap
        data.append({"value": 0, "label": {"show": True, "formatter": words, "color": "var(--ink2)", "fontSize": 12}})
    return {
        "type": "bar",
        "stack": "all",
        "silent": True,
        "itemStyle": {"color": "transparent", "decal": {"symbol": "none"}},
        "label": {"show": True, "position": "right"},
        "data": data,
    }
