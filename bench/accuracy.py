"""Score the reading against gold: ``python -m bench.accuracy`` writes docs/accuracy.md.

The gold, and the script that scores, stand beside the repository in ``../shared``; without them there is nothing to do.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from bench.figures import table, write

SHARED = Path(__file__).resolve().parents[2] / "shared"
DOCS = ("000", "003")
FIELDS = re.compile(
    r"^(\w+)\s+P ([\d.]+) R ([\d.]+) F1 ([\d.]+)\s+\((\d+) right, (\d+) missed, (\d+) false\)$", re.MULTILINE
)
Pair = tuple[str, ...]


def gongjin(*words: str, data: str) -> str:
    """What the command prints, with data of its own."""
    environment = {**os.environ, "GONGJIN_DATA": data, "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "app.cli", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True, encoding="utf-8").stdout


def seed(doc: str) -> Path:
    """The file of a seed."""
    return next((SHARED / "seeds").glob(f"{doc}_*.txt"))


def scores(folder: Path) -> list[tuple[str, ...]]:
    """A row a field: precision, recall, F1, and how many were right, missed, false."""
    arguments: list[str] = []
    for doc in DOCS:
        ledger = folder / f"{doc}.jsonl"
        ledger.write_text(gongjin("extract", str(seed(doc)), data=str(folder)), encoding="utf-8")
        arguments += [str(SHARED / "gold" / f"{doc}.json"), str(ledger)]
    done = subprocess.run(
        [sys.executable, SHARED / "tools" / "score.py", *arguments], capture_output=True, text=True, check=True
    )
    return FIELDS.findall(done.stdout)


def last_levels(item: str) -> str:
    """``plan#二/(一)/1`` as the gold writes it: (一)1."""
    return "".join(item.split("#", 1)[-1].split("/")[-2:])


def judged(found: set[Pair], gold: Iterable[dict[str, object]]) -> tuple[str, ...]:
    """Found of must, of should, and found outside the list."""
    grades: dict[Pair, str] = {tuple(sorted(map(str, pair["tasks"]))): str(pair["grade"]) for pair in gold}  # type: ignore[call-overload]
    of = Counter(grades.values())
    hit = Counter(grades[pair] for pair in found if pair in grades)
    return (f"{hit['must']} / {of['must']}", f"{hit['should']} / {of['should']}", str(len(found - grades.keys())))


def overlaps(folder: Path) -> list[tuple[str, ...]]:
    """A row a plan: which overlaps of the gold the question finds."""
    gold = json.loads((SHARED / "gold" / "overlaps.json").read_text(encoding="utf-8"))
    rows = []
    for doc in DOCS:
        data = str(folder / f"data-{doc}")
        gongjin("load", str(seed(doc)), data=data)
        answer = json.loads(gongjin("ask", "overlaps", "--limit", "1000", "--json", data=data))
        found = {tuple(sorted((last_levels(row["a"]["id"]), last_levels(row["b"]["id"])))) for row in answer["rows"]}
        rows.append((doc, *judged(found, gold[doc])))
    return rows


def main() -> None:
    """Score, print and write."""
    if not SHARED.is_dir():
        sys.exit("the gold is not here: ../shared is missing")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        fields = table(("field", "precision", "recall", "F1", "right", "missed", "false"), scores(Path(folder)))
        pairs = table(("plan", "must", "should", "outside the list"), overlaps(Path(folder)))
    body = f"## Facts of plans {' and '.join(DOCS)}\n\n{fields}\n\n## Overlaps\n\n{pairs}"
    print(body)
    write("accuracy", "gold", "make accuracy", body)


if __name__ == "__main__":
    main()
