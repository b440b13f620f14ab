"""Makes the address `/auth/logout` end a sign-in on the server, as the button *Sign out* does.

Streamlit 1.67 answers that address by deleting the cookie in the one browser; a copy of it would stay good.
There is no setting for it, so its answer is given a step before: the mark that every process looks for.
"""

import json
import logging
from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from streamlit.web.server.starlette import starlette_auth_routes as routes

from etl.sessions import end_session, fingerprint
from etl.snapshot import StoreError, default_store

log = logging.getLogger(__name__)
_streamlit_answer = routes._auth_logout


def end_sign_ins_at_logout() -> None:
    """Put the step before Streamlit's answer; once is enough, more often does no harm."""
    routes._auth_logout = _logout


async def _logout(request: Request, base_url: str) -> Response:
    await run_in_threadpool(end_sign_in, _claims(request))
    return await _streamlit_answer(request, base_url)


def _claims(request: Request) -> Mapping[str, Any]:
    """Return the claims of the signed cookie; nothing for a cookie that this server did not sign."""
    cookie = routes._get_cookie_value_from_request(request, routes.USER_COOKIE_NAME)
    claims = json.loads(cookie) if cookie else {}
    return claims if isinstance(claims, dict) else {}


def end_sign_in(claims: Mapping[str, Any]) -> None:
    """Leave the mark that ends one sign-in for every copy of its cookie."""
    mark = fingerprint(claims)
    if mark is None:
        return
    try:
        end_session(default_store(), mark)
    except StoreError:
        # The cookie is deleted all the same; only a copy of it would stay good until its hours are over.
        log.exception("The end of a sign-in could not be kept")
