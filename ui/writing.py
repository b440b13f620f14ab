"""Every change of the store that a page can make goes through here, and is asked for again here.

A page hides what a visitor may not do, but what a browser sends need not come from what a page drew. So the
right is asked for at the moment of writing, whatever was drawn before, and a refusal is written down. A test
holds that no other module of the pages calls a writing function of the store.
"""

from collections.abc import Callable, Mapping

from etl import batches, name_memory, own_frameworks, pending
from etl.audit import attempt, record
from etl.batches import Accepted
from etl.contract_types import N_
from etl.intake import Intake
from etl.pending import Submitted
from etl.progress import Tell
from etl.reception import Options
from etl.snapshot import StoreError
from etl.submissions import read_submissions
from locales import Sentence
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


def upload(
    checked: Intake,
    options: Options,
    origin: str = "",
    reason: str = "",
    *,
    by: str = "",
    previewed: str | None = None,
) -> Callable[[Tell], Accepted | Submitted]:
    """Ask for the right to upload now; return what then stores the file, wherever it is run.

    `options` say how the file was read. `previewed` is the version against which the visitor saw a preview;
    see `signed` for `by`. With sign-in on the file is kept for an approver.
    """
    who = signed(allowed_visitor("upload", checked.file_name), by)
    store, waits = served_store(), needs_approval()

    def store_it(tell: Tell) -> Accepted | Submitted:
        with attempt(store, who, "upload", checked.file_name):
            if waits:
                tell(Sentence(N_("Storing the file")))
                return pending.submit(store, checked, who, options, origin=origin, reason=reason)
            return batches.accept(store, checked, who, origin, reason=reason, previewed=previewed, tell=tell)

    return store_it


def signed(visitor: Visitor, by: str) -> str:
    """Return the name to write down: the account's, with the person's own where many use one machine.

    Whoever is signed in is known, and cannot write another name.

    >>> signed(Visitor("desk", "approver", signed_in=False), " Wang Fang ")
    'Wang Fang (desk)'
    >>> signed(Visitor("wang@example.org", "analyst", signed_in=True), "somebody else")
    'wang@example.org'
    """
    own = " ".join(by.split())[:80]
    return visitor.name if visitor.signed_in or not own else f"{own} ({visitor.name})"


def remember_names(names: Mapping[str, str], by: str = "") -> None:
    """Keep for later uploads which places some names mean."""
    who = signed(allowed_visitor("mapping", "names"), by)
    with attempt(served_store(), who, "mapping", ", ".join(names)[:200]):
        name_memory.remember_names(served_store(), names, who)


def approve(submission_id: str, reason: str = "", *, previewed: str | None = None) -> Accepted:
    """Accept a waiting file of somebody else; `previewed` is the version that a preview was shown against."""
    by = allowed_visitor("approve", submission_id)
    with attempt(served_store(), by.name, "approve", submission_id):
        return pending.approve(served_store(), submission_id, by.name, reason, previewed=previewed)


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


def withdraw(batch_id: str, reason: str, by: str = "") -> str:
    """Take a batch out of the data and return the published version."""
    who = signed(allowed_visitor("withdraw", batch_id), by)
    with attempt(served_store(), who, "withdraw", batch_id):
        return batches.withdraw(served_store(), batch_id, reason, who)


def restore(batch_id: str, reason: str, by: str = "") -> str:
    """Put a withdrawn batch back and return the published version."""
    who = signed(allowed_visitor("restore", batch_id), by)
    with attempt(served_store(), who, "restore", batch_id):
        return batches.restore(served_store(), batch_id, reason, who)


def accept_framework(
    content: bytes,
    file_name: str,
    code: str,
    reason: str = "",
    *,
    by: str = "",
    codes: Intake | None = None,
) -> None:
    """Put a checked framework into the choice of every page, after the codes that it adds to the list."""
    who = signed(allowed_visitor("framework", file_name), by)
    with attempt(served_store(), who, "framework", file_name):
        own_frameworks.refuse_taken(served_store(), content, code)
        if codes is not None:
            batches.accept(served_store(), codes, who, reason=reason)
        own_frameworks.accept_framework(served_store(), content, file_name, code, by=who, reason=reason)


def withdraw_framework(framework_id: str, reason: str, *, by: str = "") -> None:
    """Take a framework out of the choice."""
    who = signed(allowed_visitor("framework", framework_id), by)
    with attempt(served_store(), who, "framework", framework_id):
        own_frameworks.withdraw_framework(served_store(), framework_id, reason, who)
