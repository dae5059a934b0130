"""Words on a page: punctuation one for one, marks that nest, nothing that escapes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from visual.text import Mark, lines, marked, tinted, wide

WIDE = [
    ("(市水利局牵头,市财政局配合)", "（市水利局牵头，市财政局配合）"),
    ("GDP增长6.5%,人均", "GDP增长6.5%，人均"),
    ("about 1,000 (x): a;b", "about 1,000 (x): a;b"),
    ("10:30开会", "10:30开会"),
    ("(1)推进", "（1）推进"),
    ("一;二:三", "一；二：三"),
    ("未闭合(甲", "未闭合（甲"),
    ("甲)多出", "甲）多出"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "shown"), WIDE)
def test_wide(text: str, shown: str) -> None:
    assert wide(text) == shown


@given(st.text(alphabet="甲乙、。,:;()a1 \n"))
def test_wide_keeps_every_offset(text: str) -> None:
    shown = wide(text)
    assert len(shown) == len(text)
    assert all(a == b or a in ",:;()" for a, b in zip(text, shown, strict=True))


TEXT = "与长沙市共建园区,由市水利局牵头"
MARKS = [
    ([], TEXT),
    ([Mark(1, 4, "place", (0,))], '与<span class="m place" data-f="0">长沙市</span>共建'),
    (
        [Mark(0, 8, "coop", (1,)), Mark(1, 4, "place", (0,))],
        '<span class="m coop" data-f="1">与<span class="m place" data-f="0">长沙市</span>共建园区</span>',
    ),
    (
        [Mark(10, 14, "agency", (2,), "lead")],
        '<span class="m agency lead" data-f="2"><span class="h">市</span>水利局</span>牵头',
    ),
    ([Mark(1, 4, "place", (0,)), Mark(1, 4, "place", (3,))], 'data-f="0 3">长沙市</span>'),
    # crossing spans: the later one is cut and its rest opens no bracket
    ([Mark(0, 4, "coop", (0,)), Mark(2, 6, "target", (1,))], '<span class="m target nb" data-f="1">共建</span>'),
    ([Mark(3, 3, "place", (0,))], TEXT),
]


@pytest.mark.parametrize(("marks", "part"), MARKS)
def test_marked(marks: list[Mark], part: str) -> None:
    assert part in marked(TEXT, 0, len(TEXT), marks)


SPANS = st.lists(
    st.builds(
        lambda start, length, kind: Mark(start, start + length, kind, (start,), "lead" if kind == "agency" else ""),
        st.integers(0, 20),
        st.integers(0, 12),
        st.sampled_from(["agency", "target", "place", "coop", "unread"]),
    ),
    max_size=8,
)


@given(st.text(alphabet="甲乙<>&\"',()", min_size=1, max_size=24), SPANS)
def test_marks_never_change_the_words(text: str, marks: list[Mark]) -> None:
    """Copying a page gives the text: tags balance, and without them every character is there once."""
    marks = [Mark(m.start, min(m.end, len(text)), m.kind, m.facts, m.role) for m in marks if m.start < len(text)]
    html = str(marked(text, 0, len(text), marks))
    assert re.sub(r"<[^>]*>", "", html) == str(escape(text))
    assert html.count("<span") == html.count("</span>")


def test_lines_leave_out_white_space() -> None:
    text = "甲\n\n  \n乙丙\n"
    assert [text[start:end] for start, end in lines(text, 0, len(text))] == ["甲", "乙丙"]


TINTED = [
    ("(甲局牵头,乙局负责)", [(1, 3)], "（<mark>甲局</mark>牵头，乙局负责）"),
    ("甲局负责。", [(0, 5)], "甲局负责。"),
    ("<b>甲局</b>", [(3, 5)], "&lt;b&gt;<mark>甲局</mark>&lt;/b&gt;"),
    ("甲乙丙丁", [(2, 3), (0, 1), (0, 2)], "<mark>甲</mark>乙<mark>丙</mark>丁"),
]


@pytest.mark.parametrize(("sentence", "spans", "html"), TINTED)
def test_tinted(sentence: str, spans: list[tuple[int, int]], html: str) -> None:
    assert str(tinted(sentence, spans)) == html
