"""Every word a page says exists in both languages, and every page says only such words."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from visual.pages import environment
from visual.words import FILE, Words

TEMPLATES = sorted(FILE.parent.glob("*.html"))
KEYS = re.compile(r"\bt(?:\.get)?\('([a-z_]+)\.([a-zA-Z_]*)'")
HOLES = re.compile(r"\{(\w+)\}")


def test_both_languages_fill_the_same_holes() -> None:
    with FILE.open("rb") as file:
        sections = tomllib.load(file)
    for section, keys in sections.items():
        for key, both in keys.items():
            assert len(both) == 2, (section, key)
            # a language may leave a number out that the other one says, but may not ask for more
            assert set(HOLES.findall(both[1])) == set(HOLES.findall(both[0])), (section, key)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_say_known_words(template: Path) -> None:
    words = Words("zh")
    source = template.read_text(encoding="utf-8")
    for section, key in KEYS.findall(source):
        known = words.section(section)
        assert key in known if key else known, f"{section}.{key}"
    environment().get_template(template.name)


def test_a_template_has_no_words_of_its_own() -> None:
    """Chinese stands in words.toml, so that the English pages are English."""
    found = {path.name: re.findall(r"[\u4e00-\u9fff]+", path.read_text(encoding="utf-8")) for path in TEMPLATES}
    assert {name: words for name, words in found.items() if words} == {}


def test_unknown_words_are_an_error() -> None:
    with pytest.raises(KeyError):
        Words("zh")("site.nothing")


def test_html_is_escaped() -> None:
    assert "&lt;b&gt;" in Words("zh").html("finding.search", q="<b>", n=1)


CSS = list((FILE.parent.parent / "static").glob("*.css"))
TOO_NEW = re.compile(r":has\(|color-mix\(|aspect-ratio|\binset:|:is\(|:where\(|(?<!grid-)\bgap:|@layer|@container")


@pytest.mark.parametrize("sheet", CSS, ids=lambda path: path.name)
def test_style_keeps_to_chromium_80(sheet: Path) -> None:
    assert TOO_NEW.findall(sheet.read_text(encoding="utf-8")) == []


SCRIPTS = list((FILE.parent.parent / "static").glob("*.js"))
NEWER = re.compile(r"\.replaceAll\(|\.at\(|replaceChildren|\?\?=|structuredClone|\.hasOwn\(")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_keep_to_chromium_80(script: Path) -> None:
    source = script.read_text(encoding="utf-8")
    assert NEWER.findall(source) == []
    assert re.findall(r"https?://", source) == []
