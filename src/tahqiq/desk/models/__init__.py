"""Who may come in: accounts and what they may do in which case."""

from tahqiq.desk.models.account import Account, AccountQuerySet
from tahqiq.desk.models.login_failures import LoginFailures
from tahqiq.desk.models.membership import Membership, MembershipQuerySet

__all__ = ["Account", "AccountQuerySet", "LoginFailures", "Membership", "MembershipQuerySet"]
