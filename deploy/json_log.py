"""One JSON object a line: when, how grave, which part, what; no person, address, file content or value.

Texts of exceptions may quote what somebody uploaded, so only their kind and where they arose are kept.
"""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

PERSONAL = re.compile(
    r"[\w.+-]+@[\w-]+(\.[\w-]+)+"  # e-mail addresses
    r"|\b\d{1,3}(\.\d{1,3}){3}\b"  # addresses of the internet, version 4
    r"|\b(?:[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F]{1,4}\b"  # and 6
    r"|\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"  # names of sessions and of their uploads
    r"|(?<=\?)[^\s\"]+"  # what follows in the address of a page: choices, and the code of a sign-in
)
FIELDS = ("page", "seconds", "version", "outcome")
"""What a record may carry besides its message."""

LIBRARIES = ("streamlit", "uvicorn", "websockets")
"""Their loggers bring handlers of their own, which write plain text."""


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        moment = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, object] = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "part": record.name,
            "message": PERSONAL.sub("[removed]", record.getMessage()),
        }
        line.update({name: getattr(record, name) for name in FIELDS if hasattr(record, name)})
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["where"] = [
                f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames[-8:]
            ]
        return json.dumps(line, ensure_ascii=False)


def log_as_json(level: int = logging.INFO) -> None:
    """Send every record of this process, Streamlit's and the server's too, to standard error as JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, logger in list(logging.root.manager.loggerDict.items()):
        if isinstance(logger, logging.Logger) and name.split(".")[0] in (
            "streamlit",
            "uvicorn",
            "websockets",
        ):
            logger.handlers.clear()
            logger.propagate = True
    logging.getLogger("websockets").setLevel(logging.WARNING)
