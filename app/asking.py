"""One declaration, one command, one route: the parameters of a question as those of a Python function.

typer and FastAPI both read a function's signature, so the header of a question reaches both by this one way.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal

from app.questions import Param, Question

NOTHING: Mapping[str, Any] = MappingProxyType({})
Mark = Callable[[Param, str], Any]
"""Makes what stands in Annotated[...] for a parameter: an Option or a Query, with its help."""


def shaped(
    question: Question,
    run: Callable[[dict[str, Any]], Any],
    mark: Mark,
    *,
    english: bool,
    extra: Mapping[str, Any] = NOTHING,
) -> Callable[..., Any]:
    """A function that takes a question's parameters by name and hands them to ``run`` as one dict.

    ``extra`` are parameters of the face itself: name -> annotation, or (annotation, default).
    """

    def asked(**given: Any) -> Any:
        return run(given)

    def parameter(name: str, kind: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
        return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)

    parameters = [parameter(name, *(kind if isinstance(kind, tuple) else (kind,))) for name, kind in extra.items()]
    for param in question.params:
        told: Any = Annotated[annotation(param), mark(param, param.en if english else param.zh)]
        parameters.append(parameter(param.name, told, inspect.Parameter.empty if param.required else param.default))
    asked.__name__ = question.name
    asked.__doc__ = question.en if english else question.zh
    asked.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    asked.__annotations__ = {one.name: one.annotation for one in parameters}
    return asked


def annotation(param: Param) -> Any:
    """The Python type of a parameter; None stands for what may be left out."""
    base: Any = {"int": int, "bool": bool}.get(param.kind, str)
    if param.choices:
        base = Literal[param.choices]
    return base | None if param.optional and param.default is None else base
