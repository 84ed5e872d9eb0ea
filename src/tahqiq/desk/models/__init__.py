"""Who may come in: accounts, what they may do in which case, and what they have open."""

from tahqiq.desk.models.account import Account, AccountQuerySet
from tahqiq.desk.models.case_access import CaseAccess, SecondFactor
from tahqiq.desk.models.login_failures import LoginFailures
from tahqiq.desk.models.membership import Membership, MembershipQuerySet
from tahqiq.desk.models.session import DeskSession
from tahqiq.desk.models.used_code import UsedCode

__all__ = [
    "Account",
    "AccountQuerySet",
    "CaseAccess",
    "DeskSession",
    "LoginFailures",
    "Membership",
    "MembershipQuerySet",
    "SecondFactor",
    "UsedCode",
]
