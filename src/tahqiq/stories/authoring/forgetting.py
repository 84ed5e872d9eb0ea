"""What is destroyed goes from drafts too: blocks that rest on it, and copies of its words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from wagtail.models import Comment, Revision

from tahqiq.casebook.echoes import Words, names_any
from tahqiq.casebook.models import Case
from tahqiq.stories.authoring.models import CasePage, ChapterPage, StoryPage

#: Which fields of a page hold blocks, and which hold words.
_BLOCKS: dict[type[StoryPage | ChapterPage], str] = {StoryPage: "cover", ChapterPage: "body"}
_WORDS = tuple(
    f"{field}_{language}"
    for field in ("title", "summary", "content_note", "translated_by")
    for language in ("en", "ar")
)


def forget_in_drafts(case: Case, keys: Iterable[str], said: Words) -> int:
    """Takes out of what is being written what rests on a thing that is destroyed.

    A block that names it goes whole, since a caption, a translation or a transcript is words of it; elsewhere
    every text that repeats what was said is replaced: in the pages, in all their earlier versions, in what
    colleagues said of them.

    Args:
        keys: ids, hashes and keys by which blocks name it.
        said: what was said; nothing where only bytes are destroyed.

    Returns:
        How many pages, versions and remarks were changed.
    """
    forget = _Forgetting(names_any(keys), said)
    return sum(forget.page(each) for each in _pages(case))


def _pages(case: Case) -> Iterator[StoryPage | ChapterPage]:
    above = CasePage.objects.filter(case=case).first()
    for kind in _BLOCKS if above is not None else ():
        yield from kind.objects.descendant_of(above).order_by("path")


class _Forgetting:
    """What is to be forgotten, page by page."""

    def __init__(self, names: Callable[[object], bool], said: Words) -> None:
        self._names, self._said = names, said

    def page(self, page: StoryPage | ChapterPage) -> int:
        """Changes a page, its versions and the remarks on it; how many of them."""
        field = _BLOCKS[type(page)]
        changed = [self._row(page, field)]
        changed += [self._version(each, field) for each in page.revisions.all()]
        changed += [self._remark(each) for each in Comment.objects.filter(page=page)]
        return sum(changed)

    def _row(self, page: StoryPage | ChapterPage, field: str) -> bool:
        before = {name: getattr(page, name) for name in _WORDS if hasattr(page, name)}
        before[field] = list(getattr(page, field).raw_data)
        after = self._without(before, field)
        if after == before:
            return False
        for name, value in after.items():
            setattr(page, name, value)
        page.save()
        return True

    def _version(self, version: Revision, field: str) -> bool:
        before = {**version.content, field: json.loads(version.content[field])}
        after = self._without(before, field)
        if after == before:
            return False
        named = self._said.taken_out_of(version.object_str)
        content = {**after, field: json.dumps(after[field])}
        Revision.objects.filter(pk=version.pk).update(content=content, object_str=named)
        return True

    def _remark(self, remark: Comment) -> bool:
        text = self._said.taken_out_of(remark.text)
        return bool(Comment.objects.filter(pk=remark.pk).exclude(text=text).update(text=text))

    def _without(self, values: dict[str, Any], field: str) -> dict[str, Any]:
        left = [block for block in values[field] if not self._names(block)]
        return {
            name: self._said.taken_out_of(left if name == field else value) for name, value in values.items()
        }
