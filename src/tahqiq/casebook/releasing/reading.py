"""Reading the record for a release: one moment, fixed orders, small memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Collate

from tahqiq.casebook import models
from tahqiq.casebook.models.consent import Purpose
from tahqiq.casebook.models.source import PERSONS
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.ids import veiled_hash, veiled_id
from tahqiq.vocab.wording import Language, word

if TYPE_CHECKING:
    from tahqiq.casebook.telling import Fault, MediaShelf, Told

T = TypeVar("T")
#: Rows held at a time.
CHUNK = 1000
#: Why a field of a source, or words of an item, do not leave.
NO_CONSENT = "no consent to publish these words is recorded"
#: Where the trail of a source's own assessment ends (HOUSE, rule 3).
TRAIL_ENDS = "range set by the source; underlying claims not held"


class Leaving:
    """One release being read: the case, the day, and the few things looked up once.

    Attributes:
        shelf: where the originals of stories' media are; None tells them without files.
        untold: stories that may leave and cannot be told, by slug, with their faults.
    """

    def __init__(self, case: models.Case, *, on: date, shelf: MediaShelf | None = None) -> None:
        self.case = case
        self.on = on
        self.shelf = shelf
        self.untold: dict[str, tuple[Fault, ...]] = {}

    @cached_property
    def told(self) -> list[Told]:
        """The stories that leave, by slug."""
        from tahqiq.casebook.releasing.stories import tell_all

        found = list(tell_all(self))
        self.untold = {version.story: told.faults for version, told in found if told.faults}
        return [told for _, told in found if not told.faults]

    @cached_property
    def nameless(self) -> frozenset[UUID]:
        """Sources that are private persons, and whose naming has no recorded basis."""
        found = models.Source.objects.filter(case=self.case, kind__in=PERSONS, name_basis="")
        return frozenset(found.values_list("id", flat=True))

    @cached_property
    def sources(self) -> dict[UUID, str]:
        """Source id → the slug it goes by outside; a nameless one goes by its id."""
        found = models.Source.objects.filter(case=self.case).values_list("id", "slug")
        return {id_: f"source-{self.source(id_)}" if id_ in self.nameless else slug for id_, slug in found}

    def source(self, key: UUID) -> str:
        """A source's id outside; that of somebody who spoke with us tells nothing of the pseudonym."""
        secret = self.voices.get(key) if key in self.nameless else None
        return str(key if secret is None else veiled_id(secret, "source", str(key)))

    @cached_property
    def voices(self) -> dict[UUID, UUID]:
        """Source id of everybody who spoke with us → a secret of the record, the first consent they gave."""
        spoken = models.Interview.objects.filter(case=self.case, source__isnull=False)
        first: dict[UUID, UUID] = {}
        for source, consent in spoken.order_by("number", "id").values_list("source", "consent"):
            first.setdefault(source, consent)
        return first

    @cached_property
    def veiled(self) -> dict[UUID, UUID]:
        """Guarded items that may not leave as what they are: a voice, an image, words → a secret of each."""
        return self._secrets(self.may_be_named())

    @cached_property
    def veiled_words(self) -> dict[UUID, UUID]:
        """Guarded items whose words may not leave → a secret of each."""
        return self._secrets(self.words_may_leave(""))

    def _secrets(self, may_leave: Case) -> dict[UUID, UUID]:
        """A consent's id is random and never leaves; so is the id of a guarded item without one."""
        guarded = models.Item.objects.filter(case=self.case, guarded=True).annotate(may_leave=may_leave)
        found = guarded.filter(may_leave=False).values_list("id", "consent")
        return {id_: consent or id_ for id_, consent in found}

    @cached_property
    def _veiled_claims(self) -> dict[UUID, UUID]:
        found = models.Claim.objects.filter(item__in=self.veiled_words).values_list("id", "item")
        return {id_: self.veiled_words[item] for id_, item in found}

    def item(self, key: UUID) -> str:
        """An item's id outside: nothing that follows from its bytes, where those may not be named."""
        secret = self.veiled.get(key)
        return str(key if secret is None else veiled_id(secret, "item", str(key)))

    def claim(self, key: UUID) -> str:
        """A claim's id outside: nothing that follows from its words, where those are withheld."""
        secret = self._veiled_claims.get(key)
        return str(key if secret is None else veiled_id(secret, "claim", str(key)))

    def item_hash(self, item: UUID, sha256: str) -> str:
        """The SHA-256 of an item, or what stands for it where it may not be named (HOUSE, rule 3)."""
        secret = self.veiled.get(item)
        return sha256 if secret is None else veiled_hash(secret, sha256)

    def text_hash(self, item: UUID, sha256: str) -> str:
        """The SHA-256 of words taken from an item, or what stands for it where they are withheld."""
        secret = self.veiled_words.get(item)
        return sha256 if secret is None else veiled_hash(secret, sha256)

    @cached_property
    def parties(self) -> dict[UUID, str]:
        """Party id → slug."""
        return dict(models.Party.objects.filter(case=self.case).values_list("id", "slug"))

    @cached_property
    def populations(self) -> dict[UUID, str]:
        """Population id → slug."""
        return dict(models.Population.objects.filter(case=self.case).values_list("id", "slug"))

    def assessor(self, slug: str, language: Language) -> str:
        """Who assessed, in words."""
        return self._assessors.get(slug, {}).get(language, "") or slug

    @cached_property
    def _assessors(self) -> dict[str, dict[Language, str]]:
        found = models.Source.objects.filter(case=self.case).values_list("slug", "name_en", "name_ar")
        named: dict[str, dict[Language, str]] = {slug: {"en": en, "ar": ar or en} for slug, en, ar in found}
        return {**named, models.TAHQIQ: {"en": word("Tahqiq", "en"), "ar": word("Tahqiq", "ar")}}

    def words_may_leave(self, item: str = "item") -> Case:
        """Whether consent lets an item's words out, as a column; ``item`` is the path to the item."""
        return self._allowed(f"{item}__" if item else "", Q(), Purpose.PUBLISH_WORDS)

    def may_be_named(self) -> Case:
        """Whether consent lets an item itself out, as a column of items: a voice, an image, words."""
        recording = Exists(models.Interview.objects.filter(recording=OuterRef("pk")))
        told = Q(media_type__startswith="text/") | Q(media_type__startswith="image/")
        sound = Q(media_type__startswith="audio/") | Q(media_type__startswith="video/") | Q(recording) & ~told
        sight = Q(media_type__startswith="image/") | Q(media_type__startswith="video/")
        voice, image = Q(consent__publish_voice=True), Q(consent__publish_image=True)
        fits = (~sound | voice) & (~sight | image) & (sound | sight | Q(consent__publish_words=True))
        return self._allowed("", fits, None)

    def _allowed(self, path: str, fits: Q, purpose: Purpose | None) -> Case:
        """Whether a consent is needed, or holds and allows this."""
        consent = f"{path}consent__"
        given = fits & Q(**{f"{consent}withdrawn_at": None, f"{path}consent__isnull": False})
        if purpose is not None:
            given &= Q(**{f"{consent}{purpose.value}": True})
        lasting = Q(**{f"{consent}expires_on": None}) | Q(**{f"{consent}expires_on__gt": self.on})
        allowed = Q(**{f"{path}consent_needed": False}) | (given & lasting)
        return Case(When(allowed, then=Value(True)), default=Value(False), output_field=BooleanField())


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside is of one moment, and writers need not wait."""
    if connection.in_atomic_block:
        yield
        return
    mode = getattr(connection, "transaction_mode", None)
    try:
        if connection.vendor == "sqlite":
            connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode  # type: ignore[attr-defined]


def spelled(field: str) -> Combinable:
    """A text in the order of its code points, whatever language the database speaks."""
    return Collate(F(field), "C") if connection.vendor == "postgresql" else F(field)


def stream(found: QuerySet[Any, Any], *order: str | Combinable) -> Iterator[Any]:
    """Rows in a fixed order, a chunk in memory at a time."""
    return found.order_by(*order).iterator(chunk_size=CHUNK)


def by_incident(found: QuerySet[Any, Any]) -> Iterator[Any]:
    """Rows incident by incident, then those of none; an index gives this order without sorting."""
    yield from stream(found.filter(incident__isnull=False), "incident_id", "id")
    yield from stream(found.filter(incident=None), "id")


def chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Cuts a stream into lists."""
    waiting = iter(values)
    while chunk := list(islice(waiting, size)):
        yield chunk


@lru_cache(maxsize=4096)
def first_and_last(start: date | None, end: date | None) -> tuple[str, str]:
    """A half-open span as inclusive ISO dates of reduced precision."""
    return DateSpan(start, end).iso()


def optional(id_: UUID | None) -> str | None:
    """An id as text, or null."""
    return None if id_ is None else str(id_)
