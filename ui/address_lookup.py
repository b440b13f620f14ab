"""Keeps the server from asking an outside service for its own address.

When a page of another site knocks, Streamlit 1.67 compares that site's name with the machine's address in
the internet, which it asks a public service for, twice, while everybody waits. This app asks nobody outside:
the answer is filled in beforehand with a text that no site can be named. There is no setting for it.
"""

from streamlit import net_util

NOT_ASKED = "not asked for"


def forbid_address_lookup() -> None:
    """Fill in the answer, so that the question is never asked."""
    net_util._external_ip = NOT_ASKED
