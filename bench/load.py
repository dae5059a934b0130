"""Loading: ``Graph.load`` plan by plan beside the same rows by the barest Cypher, batches of a thousand.

The two take turns, some plans each, on two databases of one engine, so that both meet the same machine. Ours is a
transaction a plan (old out, new in, counts, names settled); the bare way knows nothing of plans and commits each batch.
"""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from neo4j import ManagedTransaction, Session

from app.engine.client import wait_gone
from app.engine.home import Home
from app.graph import Graph, open_graph
from app.graph.rows import Ends, Row, Rows, rows
from app.settings import load_settings
from bench.figures import Figure
from bench.plans import plans
from loaders import Reading, read_text

TITLE = "Loading"
BATCH = 1000
TURN = 10
"""Plans a turn."""
NODE = "UNWIND $rows AS row MERGE (n:{0} {{id: row.id}}) SET n += row"
FIND = "UNWIND $rows AS row MATCH (a:{1} {{id: row.source}}) MATCH (b:{2} {{id: row.target}}) "
MERGE = FIND + "MERGE (a)-[r:{0} {{id: row.props.id}}]->(b) SET r += row.props"
LINK = FIND + "MERGE (a)-[r:{0}]->(b) SET r += row.props"
CREATE = FIND + "CREATE (a)-[r:{0}]->(b) SET r = row.props"


def readings(count: int, giant: int) -> list[Reading]:
    """Made-up plans, read."""
    return [read_text(plan.text, plan.name) for plan in plans(count, giant=giant)]


def flat(made: Iterable[Rows]) -> tuple[dict[str, list[Row]], dict[Ends, list[Row]]]:
    """The rows of several plans: nodes by kind, relations by ends."""
    nodes: dict[str, list[Row]] = defaultdict(list)
    relations: dict[Ends, list[Row]] = defaultdict(list)
    for one in made:
        for kind, group in one.own.items():
            nodes[kind] += group
        for kind, group in one.shared.items():
            nodes[kind] += [{"id": row["id"], **row["props"]} for row in group]
        for kind, mentions in one.mentions.items():
            relations["MENTIONS", "Plan", kind] += [
                {"source": one.plan, "target": key, "props": props} for key, props in mentions.items()
            ]
        for ends, group in (*one.relations.items(), *one.links.items()):
            relations[ends] += [{"props": {}, **row} for row in group]
    return nodes, relations


def batches(group: list[Row]) -> Iterator[list[Row]]:
    return (group[start : start + BATCH] for start in range(0, len(group), BATCH))


def run(tx: ManagedTransaction, text: str, batch: list[Row]) -> None:
    tx.run(text, rows=batch).consume()


def bare(session: Session, made: list[Rows], create: bool) -> None:
    """Write rows the barest way: nodes by MERGE, relations by MERGE or CREATE."""
    nodes, relations = flat(made)
    for kind, group in nodes.items():
        for batch in batches(group):
            session.execute_write(run, NODE.format(kind), batch)
    for ends, group in relations.items():
        text = CREATE if create else MERGE if "id" in group[0]["props"] else LINK
        for batch in batches(group):
            session.execute_write(run, text.format(*ends), batch)


def seconds(work: Any, *args: Any) -> float:
    begun = time.perf_counter()
    work(*args)
    return time.perf_counter() - begun


def load(graph: Graph, group: list[Reading]) -> None:
    for reading in group:
        graph.load(reading)


def measure(count: int = 200, giant: int = 1000) -> list[Figure]:
    """Take turns over generated plans, after a few that do not count."""
    figures = []
    every = readings(count, giant)
    made = [rows(reading) for reading in every]
    with tempfile.TemporaryDirectory(prefix="gongjin-bench-") as folder:
        settings = load_settings(graph="embedded", data=Path(folder), database=None)
        with open_graph(settings) as held:
            opened = {name: open_graph(settings.model_copy(update={"database": name})) for name in ("ours", "m", "c")}
            for graph in (held, opened["ours"]):
                load(graph, every[:TURN])
                graph.clear()
            spent = dict.fromkeys(opened, 0.0)
            for start in range(0, count, TURN):
                turn = slice(start, start + TURN)
                spent["ours"] += seconds(load, opened["ours"], every[turn])
                for name in ("m", "c"):
                    with opened[name].link.current().writer.session(database=name) as session:
                        spent[name] += seconds(bare, session, made[turn], name == "c")
            total = sum(one.count() for one in made)
            again = seconds(load, opened["ours"], every)
            for graph in opened.values():
                graph.close()
        wait_gone(Home(settings.engine))
    speed = {name: total / taken for name, taken in spent.items()}
    what = f"{count} plans, {total:,} rows: Graph.load beside bare UNWIND …"
    figures.append(Figure(f"{what} MERGE", speed["ours"], speed["m"], "rows/s", ">= 0.7"))
    figures.append(Figure(f"{what} MERGE of nodes, CREATE of relations", speed["ours"], speed["c"], "rows/s"))
    figures.append(Figure("a plan loaded again, unchanged", again / count * 1000, None, "ms"))
    return figures


if __name__ == "__main__":
    for figure in measure():
        print(*figure.row(), sep=" | ")
