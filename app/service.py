"""What commands, API and pages share: plans in and out, questions, evidence. No face goes past it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from app import answers, measures, questions
from app.answers import Answer
from app.deciding import Deciding, Ruling
from app.evidence import Evidences, context
from app.library import Loaded, Progress, Step
from app.questions import Question, Scalar
from app.refusals import NotFound, QuestionError, UnknownFact
from app.resolve import Resolver
from app.settings import Settings
from app.store import Meta

if TYPE_CHECKING:
    import networkx as nx

    from app.reader import Reader, Table

__all__ = ["Answer", "Loaded", "Meta", "Progress", "Ruling", "Service", "Step"]


class Service(Deciding):
    """The library, and what it can be asked."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.evidences = Evidences(self.store)
        self.resolver = Resolver(self._ask, lambda plan: self.store.get(plan) is not None)

    def _ask(self, text: str, params: Mapping[str, object]) -> list[dict[str, Any]]:
        return self.graph.ask(text, params)

    def close(self) -> None:
        reader = self.__dict__.get("reader")
        if reader is not None:
            reader.close()
        super().close()

    @cached_property
    def reader(self) -> Reader:
        """Runs people's own Cypher."""
        from app.reader import Reader

        return Reader(self.settings, lambda: self.graph)

    def cypher(
        self, text: str, params: Mapping[str, object] | None = None, *, rows: int = 0, seconds: float = 0.0
    ) -> Table:
        """Run a person's own Cypher, which may only read; see ``app.reader`` for what it refuses and its limits."""
        return self.reader.run(text, params, rows=rows, seconds=seconds)

    def network(
        self, *, plan: str | None = None, place: str | None = None, question: str | None = None, **params: object
    ) -> nx.MultiDiGraph[str]:
        """The graph of a plan, of the plans of a place, of what an answer rests on, or of everything, for networkx."""
        from app.export import network

        if question is not None:
            given = {**params, **{key: value for key, value in (("plan", plan), ("place", place)) if value is not None}}
            answer = self.ask(question, {"limit": questions.CAP, **given}, evidence=False)
            facts = {key for row in answer.rows for key in row["facts"]}
            plans = sorted({key.partition("#")[0].partition("@")[0] for key in facts})
            return network((self.reading(key) for key in plans if self.store.get(key)), facts)
        if plan is not None:
            return network([self.reading(self.resolver.plan(plan))])
        here = set(self.resolver.area(place)) if place is not None else None
        metas = [meta for meta in self.plans() if here is None or meta.place in here]
        return network(self.reading(meta.plan) for meta in metas)

    def schema(self) -> dict[str, Any]:
        """Kinds and relations of the graph, for those who write Cypher of their own."""
        from app.export import declared

        return declared()

    def ready(self) -> bool:
        """Whether the graph answers; raises GraphError where it does not."""
        return bool(self._ask("RETURN 1 AS one", {}))

    def ask(self, question: str, params: Mapping[str, object] | None = None, *, evidence: bool = True) -> Answer:
        """Answer a question by its name, or a free Chinese sentence; ``params`` go before what the sentence says."""
        given = {name: value for name, value in (params or {}).items() if value is not None}
        if question in questions.load():
            asked = questions.get(question)
            values = asked.values(given)
            used = self.resolver.resolve(asked, values)
        else:
            asked, values, used = self._understood(question, given)
        rows, total = answers.tidy(asked, self._rows(asked, used))
        if not rows:
            self.resolver.confirm(asked, used)
        if total is None:
            total = self._total(asked, used) if values.get("offset") else len(rows)
        facts = self.evidences.of(answers.shown(asked, rows)) if evidence else {}
        return Answer(asked, values, used, rows, total, facts)

    def _rows(self, asked: Question, used: Mapping[str, object]) -> list[dict[str, Any]]:
        """What the text returns, or what its measure makes of that."""
        found = self._ask(asked.text, used)
        if not asked.measure:
            return found
        return measures.page(asked.measure, found, *(int(str(used[name])) for name in ("offset", "limit")))

    def _total(self, asked: Question, used: Mapping[str, object]) -> int:
        """Rows there are, where the page lies behind the last of them."""
        first = self._rows(asked, {**used, "offset": 0, "limit": 1})
        return int(first[0].get("total", len(first))) if first else 0

    def _understood(
        self, sentence: str, given: Mapping[str, object]
    ) -> tuple[Question, dict[str, Scalar], dict[str, object]]:
        """The first question that the sentence may ask and whose names the graph knows, with its parameters."""
        trouble: QuestionError | None = None
        for asked, heard in questions.routes(sentence):
            known = {param.name for param in asked.params}
            said = {**heard, **self._located(asked, sentence, heard)}
            said |= {name: value for name, value in given.items() if name in known}
            try:
                values = asked.values(said)
                return asked, values, self.resolver.resolve(asked, values)
            except QuestionError as error:
                trouble = trouble or error
        raise trouble or questions.not_understood(sentence)

    def _located(self, asked: Question, sentence: str, heard: Mapping[str, object]) -> dict[str, object]:
        """The place and the strategy that a free sentence names, where the question has parameters for them."""
        from loaders import places, strategies
        from loaders.passage import Passage

        passage = Passage(sentence, 0, len(sentence), "", (), None)
        found: dict[str, object] = {}
        for param in asked.params:
            if param.name in heard or param.kind not in ("place", "area", "strategy"):
                continue
            if param.kind == "strategy":
                named = next((find.name for find in strategies.find(passage)), None)
            elif any(other.kind == "agency" for other in asked.params) or param.name == "partner":
                continue
            else:
                named = next((find.name for find in places.find(passage, None)), None)
            if named:
                found[param.name] = named
        return found

    def evidence(self, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Each fact with its sentence and what stands around it. Raises UnknownFact for the first that is not kept."""
        found = self.evidences.of(ids)
        for id_ in ids:
            if id_ not in found:
                raise UnknownFact(name=id_)
        return {id_: {**one, **self._around(one)} for id_, one in found.items()}

    def _around(self, one: Mapping[str, Any]) -> dict[str, str]:
        document = self.reading(one["plan"]).document
        return context(document, one["sentence_start"], one["sentence_start"] + len(one["sentence"]))

    def ledger(self, plan: str) -> Iterator[dict[str, Any]]:
        """The ledger rows of a plan, as ``gongjin extract`` prints them. Raises UnknownPlan."""
        from loaders import ledger

        return iter(ledger.rows(self.reading(plan)))

    def agency(self, name: str) -> dict[str, Any]:
        """One agency: who it is, where, how it is written, and its tasks by role."""
        id_ = self.resolver.agency(name)
        about = self._ask(ABOUT_AGENCY, {"id": id_})
        if not about:
            raise NotFound(what=("部门", "agency"), name=name)
        tasks = self.ask("agency_tasks", {"agency": id_, "limit": questions.CAP})
        return {**about[0], "tasks": tasks.as_dict()}

    def search(self, words: str, **params: object) -> Answer:
        """Tasks in which words stand as they are."""
        return self.ask("search", {"q": words, **params})

    def region(self, name: str, **params: object) -> Answer:
        """All that touches a place or region."""
        return self.ask("region", {"place": name, **params})


ABOUT_AGENCY = """
MATCH (a:Agency {id: $id})
OPTIONAL MATCH (a)-[:BRANCH_OF]->(up:Agency)
OPTIONAL MATCH (p:Place {id: a.place})
OPTIONAL MATCH (plan:Plan)-[m:MENTIONS]->(a)
WITH a, up, p, plan, m ORDER BY plan.id
RETURN a.id AS id, a.name AS name, a.kind AS kind, a.function AS function, a.level AS level,
       a.collective AS collective, a.doubtful AS doubtful, a.candidates AS candidates,
       CASE WHEN p.id IS NULL THEN null ELSE {id: p.id, name: p.name} END AS place,
       CASE WHEN up.id IS NULL THEN null ELSE {id: up.id, name: up.name} END AS parent,
       collect({plan: plan.id, title: plan.title, name: m.name, spellings: m.spellings}) AS written"""
