"""Make loaders/lexicon/joints.txt: common words that touch the names of places.

    python scripts/make_joints.py [JIEBA_SDIST]

长治 in 延长治理 is no place: two words meet there. places.py asks whether the letter before a short name makes a common
word with its first letter, and the letter behind with its last. And 团结 is a word before it is a town. Both lists come
from the frequencies in the dictionary of jieba 0.42.1 (PyPI, MIT), fetched by ``pip download`` without an argument.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from loaders import gazetteer

LEXICON = Path(__file__).resolve().parents[1] / "loaders" / "lexicon"
COMMON = 200
"""Frequency from which a word of two letters may make a joint."""
PLAIN = 60
"""Frequency from which a name that is no place in the dictionary counts as a plain word."""


def read(package: Path) -> dict[str, tuple[int, str]]:
    """Return frequency and part of speech of every word."""
    with tarfile.open(package) as archive:
        member = archive.extractfile("jieba-0.42.1/jieba/dict.txt")
        assert member is not None
        lines = member.read().decode().splitlines()
    rows = (line.split(" ") for line in lines)
    return {word: (int(count), kind) for word, count, kind in rows}


def main() -> None:
    """Write the file: a line of joints, a line of plain words."""
    with tempfile.TemporaryDirectory() as folder:
        if len(sys.argv) > 1:
            words = read(Path(sys.argv[1]))
        else:
            download = [sys.executable, "-m", "pip", "download", "--no-deps", "-q", "jieba==0.42.1"]
            subprocess.run([*download, "-d", folder], check=True)
            words = read(next(Path(folder).glob("jieba-*")))
    gaz = gazetteer.load()
    places = {place for name in gaz.spellings() for place in gaz.named(name) if place.level != "region"}
    towns = {town for place in places if place.level in ("county", "prefecture") for town in gaz.towns(place)}
    short = {name for place in places | towns for name in place.names[1:] if 1 < len(name) < 5}
    heads = {name[0] for place in places for name in place.names[1:] if len(name) == 2}
    ends = {name[1] for place in places for name in place.names[1:] if len(name) == 2}
    pairs = {word for word, (count, kind) in words.items() if len(word) == 2 and count >= COMMON and kind != "nr"}
    joints = sorted(word for word in pairs if word[1] in heads or word[0] in ends)
    plain = sorted(
        name for name in short if name in words and words[name][0] >= PLAIN and not words[name][1].startswith("ns")
    )
    head = "# Made by scripts/make_joints.py from the dictionary of jieba 0.42.1 (MIT): joints, plain words"
    lines = (head, " ".join(joints), " ".join(plain))
    (LEXICON / "joints.txt").write_text("\n".join(lines) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
