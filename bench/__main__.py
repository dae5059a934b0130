"""Run the measurements and write them into docs/performance.md: ``python -m bench [PART…]``."""

from __future__ import annotations

import argparse
from importlib import import_module

from bench.figures import table, write

PARTS = ("reading", "jobs", "load", "questions", "engines")
HEAD = ("what", "ours", "reference", "ratio", "aim")


def main() -> None:
    """Measure the parts that were asked for, one after another."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=main.__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all of them, if none is named")
    for name in parser.parse_args().parts or PARTS:
        module = import_module(f"bench.{name}")
        body = module.report() if hasattr(module, "report") else table(HEAD, (one.row() for one in module.measure()))
        print(f"{module.TITLE}\n{body}\n")
        write("performance", name, "make bench", f"## {module.TITLE}\n\n{body}")


if __name__ == "__main__":
    main()
