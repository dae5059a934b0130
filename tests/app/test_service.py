"""The service on every engine: plans in and out, answers with their sentences, healing after a crash."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.errors import GongjinError, GraphError
from app.service import Service
from app.settings import Settings
from loaders.facts import Reading
from tests.app.servers import EVERY
from tests.builders import FIRST, SECOND, Work, reading

ONE, TWO = FIRST.document.plan, SECOND.document.plan
engines = EVERY
pytestmark = pytest.mark.engine


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    """A service on an empty library."""
    with Service(settings) as opened:
        yield opened


def test_loading_again_and_removing(service: Service) -> None:
    assert [service.keep(FIRST)[1] for _ in range(2)] == ["loaded", "unchanged"]
    other = replace(FIRST, facts=FIRST.facts[1:])
    assert service.keep(other)[1] == "replaced"
    assert service.reading(ONE) == other
    service.remove(ONE)
    assert (service.plans(), service.graph.plans()) == ([], {})
    with pytest.raises(GongjinError) as error:
        service.remove(ONE)
    assert error.value.code == "GJ405"


def test_a_difference_is_healed(settings: Settings) -> None:
    third = reading("430981-丙方案-2024", Work("修路", [("交通运输", "lead")]))
    with Service(settings) as before:
        before.keep(FIRST)
        before.keep(SECOND)
        before.store.put(third)  # killed before the graph heard of it
        before.store.begin(ONE)
        before.store.remove(ONE)  # killed before the graph forgot it
        newer = replace(SECOND, facts=SECOND.facts[1:])
        before.store.begin(TWO)
        before.store.put(newer)  # the same text, read by other rules
    with Service(settings) as after:
        assert set(after.graph.plans()) == {TWO, "430981-丙方案-2024"}
        assert after.ask("agency_tasks", {"agency": "agency:430981:水利"}).total == 0
        assert after.store.begun() == []


def test_rebuild_goes_on_where_it_stopped(service: Service, settings: Settings) -> None:
    service.keep(FIRST)
    service.keep(SECOND)
    before = service.ask("overlaps").as_dict()
    seen = []

    def cut(step: object) -> None:
        seen.append(step)
        if len(seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        service.rebuild(cut)
    assert len(service.graph.plans()) == 1
    service.close()
    with Service(settings) as again:
        assert again.ask("overlaps").as_dict() == before
        assert again.rebuild() == 2
        assert again.ask("overlaps").as_dict() == before


def test_status_opens_no_graph(settings: Settings) -> None:
    service = Service(settings.model_copy(update={"graph": "bolt://127.0.0.1:1"}))
    service.store.put(FIRST)
    assert service.status() | {"data": ""} == {
        "plans": 1, "places": 1, "tasks": 2, "duties": 4, "leads": 1, "targets": 1, "cooperation": 1, "unread": 0, "doubts": 0,
        "data": "",
    }  # fmt: skip
    with pytest.raises(GraphError):
        service.ask("who_leads")


def test_a_long_sentence_is_cut_around_its_quote(service: Service) -> None:
    base = reading("430981-长句-2024", Work("长任务", [("水利", "lead")]))
    text = "长" * 5000 + base.document.text
    shift = [
        replace(f, evidence=replace(f.evidence, start=f.evidence.start + 5000, end=f.evidence.end + 5000))
        for f in base.facts
    ]
    long: Reading = replace(base, document=replace(base.document, text=text), facts=tuple(shift), items=())
    service.store.put(long)
    told = service.evidence([shift[0].id])[shift[0].id]
    assert told["quote"] == "水利"
    assert len(told["sentence"]) < 1000
