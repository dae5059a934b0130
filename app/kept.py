"""What pages need of the whole library is worked out once and kept until a plan comes, changes or goes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

from app.service import Service

T = TypeVar("T")
MOST = 200
_LOCK = Lock()
_KEPT: OrderedDict[Hashable, object] = OrderedDict()


def kept(service: Service, key: Hashable, make: Callable[[], T]) -> T:
    """``make()``, or what it gave before for this key over the same plans, read the same way."""
    settings = service.settings
    plans = hash(tuple((meta.plan, meta.digest) for meta in service.plans()))
    whole = (str(settings.data), settings.graph, settings.database, plans, key)
    with _LOCK:
        if whole in _KEPT:
            _KEPT.move_to_end(whole)
            return cast(T, _KEPT[whole])
    made = make()
    with _LOCK:
        _KEPT[whole] = made
        while len(_KEPT) > MOST:
            _KEPT.popitem(last=False)
    return made
