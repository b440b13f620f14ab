"""Every change of the store that a page can make goes through here, and is asked for again here.

A page hides what a visitor may not do, but what a browser sends need not come from what a page drew. So the
right is asked for at the moment of writing, whatever was drawn before. A test holds that no other module of
the pages calls a writing function of the store.
"""

from etl import batches
from etl.batches import Accepted
from etl.intake import Intake
from etl.snapshot import StoreError, default_store
from ui.access import Action, Visitor, refusal, visitor


class RefusedError(StoreError):
    """The visitor may not do this; `sentence` says why."""


def allowed_visitor(action: Action) -> Visitor:
    """Return the visitor if they may do `action` now, else raise RefusedError."""
    sentence = refusal(action)
    if sentence is not None:
        raise RefusedError(sentence.message, **sentence.values)
    return visitor()


def upload(checked: Intake, origin: str = "") -> Accepted:
    """Accept a checked file."""
    by = allowed_visitor("upload")
    return batches.accept(default_store(), checked, by.name, origin)


def withdraw(batch_id: str, reason: str) -> str:
    """Take a batch out of the data and return the published version."""
    by = allowed_visitor("withdraw")
    return batches.withdraw(default_store(), batch_id, reason, by.name)


def restore(batch_id: str, reason: str) -> str:
    """Put a withdrawn batch back and return the published version."""
    by = allowed_visitor("restore")
    return batches.restore(default_store(), batch_id, reason, by.name)
