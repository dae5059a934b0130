"""An item's own words, as the fact finders get them."""

from __future__ import annotations

from loaders.values import value


@value
class Passage:
    """Where an item's own words stand, and what stands above them.

    ``text`` is the whole cleaned text of the document; a finder reads ``text[start:end]`` and yields absolute spans.
    The words of child items and the responsibility clauses at the end are outside of the span.
    """

    text: str
    start: int
    end: int
    title: str = ""
    headings: tuple[str, ...] = ()
    """Titles of the sections above, outermost first."""
    year: int | None = None
    """Year of the plan, where known."""

    @property
    def words(self) -> str:
        """The span itself; offsets in it are ``start`` less than in the document."""
        return self.text[self.start : self.end]
