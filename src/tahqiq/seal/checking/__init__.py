"""Checking a whole archive, of any format that was ever written, without writing anything."""

from tahqiq.seal.checking.verifying import verify
from tahqiq.seal.verified import Fault, Verified

__all__ = ["Fault", "Verified", "verify"]
