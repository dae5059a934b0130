"""The group that sees a plan through: examples of the lexicon, spans, and the body in a post."""

from __future__ import annotations

from typing import Any

import pytest

from loaders import workgroup
from loaders.lexicon import table

DATA = table("workgroup")


@pytest.mark.parametrize("case", DATA["example"], ids=lambda case: case["name"])
def test_examples(case: dict[str, Any]) -> None:
    text = case["text"]
    group = workgroup.find(text, 0, len(text))
    assert group is not None
    assert group.name.name == case["name"]
    assert (group.convener.name if group.convener else None) == case.get("convener")
    assert [post.name for post in group.deputies] == case.get("deputies", [])
    assert (group.office.name if group.office else None) == case.get("office")
    assert [span.name for span in group.members] == case["members"]
    assert group.open_ended is case.get("open_ended", False)
    if "convener_body" in case:
        assert group.convener is not None
        assert group.convener.body is not None
        assert group.convener.body.name == case["convener_body"]


@pytest.mark.parametrize("case", DATA["example"], ids=lambda case: case["name"])
def test_spans_quote_the_text(case: dict[str, Any]) -> None:
    text = "前言。" + case["text"]
    group = workgroup.find(text, 0, len(text))
    assert group is not None
    spans = [group.name, group.convener, group.office, *group.deputies, *group.members]
    spans += [post.body for post in (group.convener, *group.deputies) if post]
    for span in spans:
        if span is not None:
            assert text[span.start : span.end] == span.name
            assert group.start <= span.start < span.end <= group.end


@pytest.mark.parametrize("case", DATA["counter"], ids=lambda case: case["text"])
def test_counter_examples(case: dict[str, str]) -> None:
    assert workgroup.find(case["text"], 0, len(case["text"])) is None


@pytest.mark.parametrize(
    ("post", "body"),
    [
        ("市发改局局长", "市发改局"),
        ("县发展和改革局主要负责人", "县发展和改革局"),
        ("县人民政府办公室副主任张三", "县人民政府办公室"),
        ("市人民政府分管副市长", "市人民政府"),
        ("常务副省长", None),
        ("李四", None),
    ],
)
def test_the_body_in_a_post(post: str, body: str | None) -> None:
    text = f"成立水运工作专班,由{post}任召集人。"
    group = workgroup.find(text, 0, len(text))
    assert group is not None
    assert group.convener is not None
    assert (group.convener.name, group.convener.body and group.convener.body.name) == (post, body)
