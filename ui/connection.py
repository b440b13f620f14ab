"""How a visitor reaches the server: from this very machine, or in a way that could come from elsewhere.

Without sign-in a write is allowed only to whoever sits at the machine. The address of the other end alone
does not tell that: a proxy on the same machine has it too, and so has a page of another site whose name
was pointed at this machine, or that shows this page inside a frame of its own. So everything has to agree,
and whatever is unknown counts against it.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import streamlit as st

XSRF_COOKIE = "_streamlit_xsrf"
FORWARDING_HEADERS = frozenset(
    (
        "forwarded",
        "via",
        "x-real-ip",
        "x-client-ip",
        "x-cluster-client-ip",
        "x-original-host",
        "x-original-url",
        "x-proxyuser-ip",
        "true-client-ip",
        "cf-connecting-ip",
        "fastly-client-ip",
    )
)
"""Headers by which proxies tell whom they speak for, besides all that begin with `x-forwarded`."""


@dataclass(frozen=True)
class Connection:
    """What the server knows of one visitor's connection; `remote` is None for a loopback address."""

    bound: str | None
    remote: str | None
    headers: Mapping[str, str]
    """By their names in lower case."""

    cookies: frozenset[str]
    """The names of the cookies that came along."""


def connection() -> Connection:
    """Return how the visitor of this run is connected."""
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    cookies = frozenset(st.context.cookies)
    return Connection(st.get_option("server.address"), st.context.ip_address, headers, cookies)


def is_from_this_machine(reached: Connection) -> bool:
    """Tell whether the visitor certainly sits at the machine that serves: doubt means no.

    The server listens on a loopback address only, the other end is a loopback address, no header speaks
    of a proxy, and the page that speaks was loaded from this very server under a loopback name, not inside
    a frame of another site: there the browser keeps back the cookie against forged requests.

    >>> headers = {"host": "localhost", "origin": "http://localhost"}
    >>> is_from_this_machine(Connection("127.0.0.1", None, headers, frozenset((XSRF_COOKIE,))))
    True
    >>> is_from_this_machine(Connection("127.0.0.1", None, headers, frozenset()))
    False
    """
    headers = reached.headers
    return (
        is_loopback(reached.bound)
        and (reached.remote is None or is_loopback(reached.remote))
        and not any(name in FORWARDING_HEADERS or name.startswith("x-forwarded") for name in headers)
        and is_loopback(_host_of(f"//{headers.get('host', '')}"))
        and XSRF_COOKIE in reached.cookies
        and headers.get("origin") in {f"{scheme}://{headers['host']}" for scheme in ("http", "https")}
    )


def is_loopback(host: object) -> bool:
    """Tell whether a name or address is this machine's own.

    >>> [is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "localhost.example.org")]
    [True, True, True, False, False]
    """
    if not isinstance(host, str):
        return False
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _host_of(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
