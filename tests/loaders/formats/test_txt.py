"""Plain text in every encoding an office uses, and what only calls itself text."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

import loaders
from loaders.errors import GongjinError
from loaders.formats import open_text, text_of

PLAN = """沅江市夜市提升工作方案
一、重点任务
1.改造江堤夜市。更新摊位50个。(责任单位:市城管局、市商务局)
2.点亮河岸灯光。(牵头单位:市住建局,配合单位:市文旅广体局)
"""
TRADITIONAL = PLAN.translate(str.maketrans("务务责单", "務務責單"))
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10"
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be")


def noise(size: int, seed: int = 7) -> bytes:
    return random.Random(seed).randbytes(size)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "text",
    [
        PLAN,
        TRADITIONAL,
        PLAN * 400,
        "今天天气不错,明天去爬山。",
        "春眠不觉晓,处处闻啼鸟。",
        "价格12345元",
        "abc",
        "第一页",
    ],
    ids=["plan", "traditional", "long", "prose", "verse", "price", "latin", "page"],
)
def test_encodings(text: str, encoding: str) -> None:
    assert text_of(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("text", ["你好", "甲", "镕婧彧", "𠮷野家"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_few_hanzi_where_the_encoding_is_sure(text: str, encoding: str) -> None:
    assert text_of(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_lost_bytes_cost_their_characters_only(encoding: str) -> None:
    data = bytearray((PLAN * 5).encode(encoding))
    del data[len(data) // 2]
    found = text_of(bytes(data), "a.txt")
    assert found.startswith(PLAN)
    assert found.endswith(PLAN)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "GJ101"),
        (b" \r\n\t \n", "GJ101"),
        ("　　\n".encode(), "GJ101"),
        (b"\xef\xbb\xbf", "GJ101"),
        (PNG, "GJ102"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "GJ102"),
        (b"GIF89a\x01\0\x01\0", "GJ102"),
        (b"BM\x36\0\0\0\0\0", "GJ102"),
        (b"PK\x03\x04\x14\0", "GJ104"),
        (b"\x1f\x8b\x08\0", "GJ104"),
        (b"MZ\x90\0\x03\0\0\0", "GJ104"),
        (b"\0" * 5000, "GJ102"),
        (bytes(range(1, 32)) * 20, "GJ102"),
        (noise(64), "GJ102"),
        (noise(1000), "GJ102"),
        (noise(300_000), "GJ102"),
        ("한국어 문서입니다".encode(), "GJ102"),
    ],
    ids=lambda given: f"{given[:8]!r}" if isinstance(given, bytes) else given,
)
def test_no_text(data: bytes, code: str) -> None:
    with pytest.raises(GongjinError) as error:
        loaders.read_bytes(data, "图.txt")
    assert (error.value.code, error.value.where) == (code, "图.txt")
    assert "\u4e00" <= error.value.zh[0] <= "\u9fff"


def test_noise_of_any_size_is_no_text() -> None:
    for size in (12, 24, 48, 96, 400, 4000):
        for seed in range(30):
            with pytest.raises(GongjinError):
                loaders.read_bytes(noise(size, seed), "a.txt")


def test_a_few_odd_characters_do_not_matter() -> None:
    dirty = PLAN.replace("夜市", "夜\0市").replace("摊位", "摊\x07位\ufeff").replace("灯光", "灯\u200b光")
    plain, found = loaders.read_text(PLAN, "a.txt"), loaders.read_bytes(dirty.encode(), "a.txt")
    assert found.document.text == plain.document.text
    assert found == plain


@pytest.mark.parametrize(
    "text", ["今天天气不错,明天去爬山。", "你好", "会议时间:周三下午。地点:三楼。", "abc", "12345"]
)
def test_text_without_work(text: str) -> None:
    with pytest.raises(GongjinError) as error:
        loaders.read_bytes(text.encode(), "a.txt")
    assert error.value.code == "GJ106"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("甲" * 5_000_000, "GJ103"),
        ("(" * 5_000_000, "GJ103"),
        ("责任单位:" * 1_000_000, "GJ103"),
        ("甲" * 1_000_000, "GJ106"),
    ],
    ids=["hanzi", "brackets", "labels", "just short enough"],
)
def test_one_endless_line(text: str, code: str) -> None:
    began = time.perf_counter()
    with pytest.raises(GongjinError) as error:
        loaders.read_bytes(text.encode(), "a.txt")
    assert error.value.code == code
    assert time.perf_counter() - began < 20


def test_a_huge_file_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    began = time.perf_counter()
    with pytest.raises(GongjinError) as error:
        open_text(path)
    assert (error.value.code, error.value.where) == ("GJ103", "大.txt")
    assert time.perf_counter() - began < 1


def test_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "无.txt", tmp_path):
        with pytest.raises(GongjinError) as error:
            open_text(path)
        assert error.value.code == "GJ107"
