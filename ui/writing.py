"""Every change of the store that a page can make goes through here, and is asked for again here.

A page hides what a visitor may not do, but what a browser sends need not come from what a page drew. So the
right is asked for at the moment of writing, whatever was drawn before, and a refusal is written down. A test
holds that no other module of the pages calls a writing function of the store.
"""

from etl import batches, pending
from etl.audit import attempt, record
from etl.batches import Accepted
from etl.intake import Intake
from etl.pending import Submitted
from etl.reception import Options
from etl.snapshot import StoreError
from etl.submissions import read_submissions
from ui.access import Action, Visitor, needs_approval, refusal, visitor
from ui.data import served_store


class RefusedError(StoreError):
    """The visitor may not do this; `sentence` says why."""


def allowed_visitor(action: Action, item: str) -> Visitor:
    """Return the visitor if they may do `action` now; else write that down and raise RefusedError."""
    by = visitor()
    sentence = refusal(action)
    if sentence is not None:
        reason = sentence.text("en")
        record(served_store(), by=by.name, action=action, item=item, outcome="refused", reason=reason)
        raise RefusedError(sentence.message, **sentence.values)
    return by


def upload(checked: Intake, options: Options, origin: str = "", reason: str = "") -> Accepted | Submitted:
    """Accept a checked file, or with sign-in on keep it for an approver; `options` say how it was read."""
    by = allowed_visitor("upload", checked.file_name)
    store = served_store()
    with attempt(store, by.name, "upload", checked.file_name):
        if needs_approval():
            return pending.submit(store, checked, by.name, options, origin=origin, reason=reason)
        return batches.accept(store, checked, by.name, origin)


def approve(submission_id: str, reason: str = "") -> Accepted:
    """Accept a waiting file of somebody else."""
    by = allowed_visitor("approve", submission_id)
    with attempt(served_store(), by.name, "approve", submission_id):
        return pending.approve(served_store(), submission_id, by.name, reason)


def reject(submission_id: str, reason: str) -> None:
    """Decide against a waiting file; its author may do so without the right to approve."""
    who = visitor()
    own = any(
        one.submission_id == submission_id and who.name and pending.same_person(one.author, who.name)
        for one in read_submissions(served_store())
    )
    by = allowed_visitor("upload" if own else "approve", submission_id)
    with attempt(served_store(), by.name, "reject", submission_id):
        pending.reject(served_store(), submission_id, reason, by.name)


def withdraw(batch_id: str, reason: str) -> str:
    """Take a batch out of the data and return the published version."""
    by = allowed_visitor("withdraw", batch_id)
    with attempt(served_store(), by.name, "withdraw", batch_id):
        return batches.withdraw(served_store(), batch_id, reason, by.name)


def restore(batch_id: str, reason: str) -> str:
    """Put a withdrawn batch back and return the published version."""
    by = allowed_visitor("restore", batch_id)
    with attempt(served_store(), by.name, "restore", batch_id):
        return batches.restore(served_store(), batch_id, reason, by.name)
