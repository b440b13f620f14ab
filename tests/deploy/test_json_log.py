import io
import json
import logging
import sys

import pytest

from deploy.json_log import JsonFormatter


@pytest.fixture
def said() -> tuple[logging.Logger, io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    logger = logging.Logger("test")
    logger.addHandler(handler)
    return logger, stream


def test_a_record_is_one_line_of_json(said: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = said
    logger.warning("two\nlines", extra={"page": "gap", "seconds": 0.25, "secret": "no"})
    line = json.loads(stream.getvalue())
    assert stream.getvalue().count("\n") == 1
    assert (line["level"], line["part"], line["message"]) == ("warning", "test", "two\nlines")
    assert (line["page"], line["seconds"]) == ("gap", 0.25)
    assert "secret" not in line


@pytest.mark.parametrize(
    "personal",
    [
        "li.na@example.org",
        "192.0.2.17",
        "2001:db8:0:0:0:0:2:1",
        "fe80:1:2:3:4:5:6:7",
        "0c70ad98-2cfe-4b29-89ee-2f829b947940",
    ],
)
def test_people_and_addresses_are_removed(said: tuple[logging.Logger, io.StringIO], personal: str) -> None:
    logger, stream = said
    logger.error("refused %s at the door", personal)
    assert json.loads(stream.getvalue())["message"] == "refused [removed] at the door"


def test_what_an_address_carries_is_removed(said: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = said
    logger.info('"%s %s HTTP/1.1" %d', "GET", "/oauth2callback?code=once&state=x", 302)
    assert json.loads(stream.getvalue())["message"] == '"GET /oauth2callback?[removed] HTTP/1.1" 302'


def test_an_exception_leaves_its_kind_and_place_but_not_its_words(
    said: tuple[logging.Logger, io.StringIO],
) -> None:
    logger, stream = said
    try:
        int("a cell that somebody uploaded")
    except ValueError:
        logger.error("a page failed", exc_info=sys.exc_info())
    line = json.loads(stream.getvalue())
    assert line["error"] == "ValueError"
    assert line["where"][0].startswith("test_json_log.py:")
    assert "uploaded" not in stream.getvalue()
