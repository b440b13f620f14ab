"""What a metric may complain about: refused input, and results that exist only in name."""


def marked(message: str) -> str:
    """Mark a message for the catalogues without translating it here."""
    return message


N_ = marked


class MetricError(ValueError):
    """An input that a metric refuses; the message says what is wrong and where."""


class DegenerateWarning(UserWarning):
    """A result that is undefined for this input (no spread, too few values) and was returned as NaN."""
