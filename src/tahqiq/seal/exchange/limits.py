"""How much a container may hold, so that a bomb is refused before it has filled memory or disk."""

from __future__ import annotations

from dataclasses import dataclass

from tahqiq.seal.exchange.errors import NotUnpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is still taken for an honest container.

    Attributes:
        members: files and folders.
        expanded: bytes of all members together.
        ratio: expanded bytes for each byte of the outermost container. Text packs to a
            twentieth, tables of repeated rows to a hundredth; bombs live beyond a thousandth.
        allowance: expanded bytes that are no danger whatever the ratio.
        nested: containers inside one another, where somebody opens those inside too.
    """

    members: int = 100_000
    expanded: int = 1 << 38
    ratio: int = 200
    allowance: int = 64 << 20
    nested: int = 3


LIMITS = Limits()


class Budget:
    """What one outermost container may still spend; containers within it spend the same budget.

    Args:
        packed: bytes of the outermost container.
        limits: what may be spent in all.
    """

    def __init__(self, packed: int, limits: Limits = LIMITS) -> None:
        self._members = limits.members
        self._bytes = self._most = min(limits.expanded, limits.allowance + limits.ratio * packed)
        self._nested = limits.nested
        self._limits = limits

    def enter(self) -> None:
        """One more container is opened, the outermost or one inside."""
        self._nested -= 1
        if self._nested < 0:
            raise NotUnpacked(f"more than {self._limits.nested} containers inside one another")

    def leave(self) -> None:
        """The container entered last is closed."""
        self._nested += 1

    def count(self, members: int = 1) -> None:
        """So many members more."""
        self._members -= members
        if self._members < 0:
            raise NotUnpacked(f"more than {self._limits.members:,} members")

    def spend(self, expanded: int) -> None:
        """So many expanded bytes more."""
        self._bytes -= expanded
        if self._bytes < 0:
            raise NotUnpacked(f"it expands to more than {self._most:,} bytes, as a bomb does")

    def afford(self, expanded: int) -> None:
        """Refuses a member whose stated size is more than is left, before any of it is read."""
        if expanded > self._bytes:
            raise NotUnpacked(f"it says that it expands to more than {self._most:,} bytes, as a bomb does")
