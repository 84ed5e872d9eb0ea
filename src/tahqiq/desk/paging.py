"""One page of a long list: ids alone are sorted, counted and skipped; only a page's records are fetched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
if TYPE_CHECKING:
    _Paginator = Paginator[Any]
else:  # Django's paginator is generic only to the type checker
    _Paginator = Paginator


class FromTheNearerEnd(_Paginator):
    """Pages of a query that has an order: those of its second half are counted off from its end."""

    def page(self, number: int | str) -> Page[Any]:
        """The page; of a query, its rows are fetched at once."""
        checked = self.validate_number(number)
        first = (checked - 1) * self.per_page
        last = min(first + self.per_page, self.count)
        if not isinstance(self.object_list, QuerySet) or first <= self.count // 2:
            return super().page(checked)
        rows = self.object_list.reverse()[self.count - last : self.count - first]
        return Page(list(rows)[::-1], checked, self)


def page_of(
    ids: QuerySet[Any, UUID] | Sequence[UUID], records: QuerySet[M], *, number: str | None, size: int
) -> Page[Any]:
    """The page, holding records.

    Args:
        ids: primary keys of all that is listed, in their order.
        records: any of them by primary key, with what a page shows of each; not filtered again.
        number: as the address has it; another than there is gives the first or last page.
        size: records on a page.
    """
    page: Page[Any] = FromTheNearerEnd(ids, size).get_page(number)
    wanted = list(page.object_list)
    found = records.in_bulk(wanted)
    page.object_list = [found[id_] for id_ in wanted if id_ in found]
    return page
