"""Who may write: every page asks here, and `ui.writing` asks again at the moment of writing.

Without sign-in only whoever sits at the machine that serves may write. With sign-in the configured roles
decide, and an upload waits for an approver who is not its author. In doubt the answer is no.
"""

from dataclasses import dataclass

from etl.batches import current_user
from etl.contract_types import N_
from locales import Sentence
from ui.connection import connection, is_from_this_machine
from ui.roles import ALLOWED, ROLE_WORDS, Action, Role
from ui.sign_in import Identity, identity, is_configured, is_sound

__all__ = ["Action", "Role", "Visitor", "needs_approval", "refusal", "visitor"]

READ_ONLY = Sentence(
    N_(
        "This dashboard is open for reading only: data can be changed at the machine that serves it, or"
        " after sign-in has been set up."
    )
)
SIGN_IN_FIRST = Sentence(N_("Sign in to change data; reading needs no sign-in."))
SIGN_IN_AGAIN = Sentence(N_("Your sign-in has ended: sign in again to change data."))
NOT_VERIFIED = N_(
    "Your identity provider does not confirm that the address {email} is yours: ask its administrator to"
    " verify it, then sign in again."
)
NOT_SOUND = Sentence(
    N_(
        "Sign-in is not set up soundly on this server, so nobody can change data: its secrets file must be"
        " readable and hold a cookie secret of at least 32 characters."
    )
)
NOT_ALLOWED = N_("As {role} you cannot do this: it takes the role {needed}. Ask whoever runs this dashboard.")


@dataclass(frozen=True)
class Visitor:
    """Who looks at the page; `name` is empty for somebody unknown."""

    name: str
    role: Role
    signed_in: bool


def visitor() -> Visitor:
    """Return who looks at the page and in which role."""
    if is_configured():
        known = identity()
        if known is None or not known.fresh or not is_sound():
            return Visitor("", "viewer", signed_in=False)
        return Visitor(known.email if known.verified else "", known.role, signed_in=True)
    if is_from_this_machine(connection()):
        return Visitor(current_user(), "approver", signed_in=False)
    return Visitor("", "viewer", signed_in=False)


def refusal(action: Action) -> Sentence | None:
    """Return None if the visitor may do `action` now, otherwise the one sentence to show instead."""
    if not is_configured():
        return None if is_from_this_machine(connection()) else READ_ONLY
    if not is_sound():
        return NOT_SOUND
    return _refusal_of(identity(), action)


def _refusal_of(known: Identity | None, action: Action) -> Sentence | None:
    if known is None:
        return SIGN_IN_FIRST
    if not known.fresh:
        return SIGN_IN_AGAIN
    if not known.verified:
        return Sentence(NOT_VERIFIED, {"email": known.email or "?"})
    if action in ALLOWED[known.role]:
        return None
    needed: Role = "analyst" if action in ALLOWED["analyst"] else "approver"
    words = {"role": Sentence(ROLE_WORDS[known.role]), "needed": Sentence(ROLE_WORDS[needed])}
    return Sentence(NOT_ALLOWED, words)


def needs_approval() -> bool:
    """Tell whether an upload waits for an approver who is not its author: so it is with sign-in on."""
    return is_configured()
