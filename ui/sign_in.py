"""Signing in through OpenID Connect: whether it is set up, who is signed in, and the way in and out."""

import logging
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from etl.sessions import fingerprint, is_ended
from etl.snapshot import default_store
from locales import Translator
from ui.roles import NOBODY, ROLE_WORDS, ROLES_FILE, Role, Roles, RolesError, parse_roles, read_roles
from ui.sign_in_return import bring_back, keep_return
from ui.sign_out_address import end_sign_in

log = logging.getLogger(__name__)
SHORTEST_SECRET = 32
CLOCK_SECONDS = 60.0
"""The provider's clock may be so far ahead of ours."""


@dataclass(frozen=True)
class Identity:
    """A person as the provider vouches for them, and whether that still counts."""

    email: str
    verified: bool
    role: Role
    fresh: bool
    """Not signed out, and not longer ago than the configured hours."""


def is_configured() -> bool:
    """Tell whether this server asks people to sign in.

    A secrets file that cannot be read counts as one that does: nobody may write because of a typing error.
    """
    if st.secrets.load_if_toml_exists():
        return "auth" in st.secrets
    return any(Path(path).exists() for path in st.get_option("secrets.files"))


def is_sound() -> bool:
    """Tell whether the set-up can be trusted: readable, with a cookie secret that cannot be guessed."""
    if not st.secrets.load_if_toml_exists():
        return False
    secret = st.secrets["auth"].get("cookie_secret")
    return isinstance(secret, str) and len(secret) >= SHORTEST_SECRET


def roles() -> Roles:
    """Return the configured roles; with a faulty configuration everybody is a viewer and the log says why."""
    path = os.environ.get(ROLES_FILE)
    try:
        if path:
            return read_roles(Path(path))
        table = st.secrets.get("roles", {}) if st.secrets.load_if_toml_exists() else {}
        return parse_roles(table.to_dict() if hasattr(table, "to_dict") else table)
    except RolesError as error:
        log.error("Everybody is a viewer, because the roles cannot be read: %s", error)
        return NOBODY


def identity() -> Identity | None:
    """Return who is signed in on this visit, None for nobody."""
    claims = st.user.to_dict()
    if claims.get("is_logged_in") is not True:
        return None
    return identity_of(claims, roles(), default_store(), time.time())


def identity_of(claims: Mapping[str, Any], granted: Roles, store: Path, now: float) -> Identity:
    """Return what the claims of a sign-in are worth at a moment."""
    email = claims.get("email")
    email = email.strip().casefold() if isinstance(email, str) else ""
    groups = claims.get(granted.groups_claim)
    groups = [group for group in groups if isinstance(group, str)] if isinstance(groups, list) else []
    verified = bool(email) and claims.get("email_verified") is True
    role: Role = granted.role_of(email, groups) if verified else "viewer"
    return Identity(email, verified, role, _is_fresh(claims, granted.session_hours, store, now))


def _is_fresh(claims: Mapping[str, Any], hours: float, store: Path, now: float) -> bool:
    mark = fingerprint(claims)
    issued = claims.get("iat")
    if mark is None or isinstance(issued, bool) or not isinstance(issued, (int, float)):
        return False
    return -CLOCK_SECONDS <= now - issued <= hours * 3600 and not is_ended(store, mark)


def sign_in_control(page: str, _: Translator) -> None:
    """Draw who is signed in and the button to sign in or out; nothing where sign-in is not set up.

    `page` is the one to come back to.
    """
    if not is_configured():
        return
    known = identity()
    if known is None or not known.fresh:
        st.button(_("Sign in"), key="sign_in", on_click=_sign_in, args=(page,))
        return
    with st.popover(_("Account")):
        st.text(known.email or "?")
        st.caption(_("Role: {role}", role=_(ROLE_WORDS[known.role])))
        st.button(_("Sign out"), key="sign_out", on_click=sign_out)


def _sign_in(page: str) -> None:
    keep_return(page)
    st.login()


def bring_back_after_sign_in() -> None:
    """Leave the front page for the one on which the visitor pressed *Sign in*, once."""
    if not is_configured():
        return
    known = identity()
    bring_back(signed_in=known is not None and known.fresh)


def sign_out() -> None:
    """End this sign-in on the server and in the browser."""
    end_sign_in(st.user.to_dict())
    st.logout()
