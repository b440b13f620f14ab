"""Serve the dashboard with routes for operation: `python -m deploy.serve [--port 8501] [--address HOST]`.

    /healthz   the process answers
    /readyz    the published snapshot opens and answers; 503 with a reason otherwise
    /figures   page runs, memory and the data version for Prometheus

All settings of Streamlit apply (`.streamlit/config.toml`, STREAMLIT_… in the environment). Several of these
processes serve one store side by side behind nginx: docs/OPERATION.md.
"""

import argparse
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, Info, generate_latest
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from deploy.json_log import log_as_json
from deploy.readiness import Readiness
from etl.store import PROJECT
from ui.address_lookup import forbid_address_lookup
from ui.sign_out_address import end_sign_ins_at_logout

log = logging.getLogger(__name__)
READY = Gauge("dashboard_ready", "1 when the published snapshot opens and answers, else 0")
DATA = Info("dashboard_data", "The data version that is served")


def report_script_error(error: Exception) -> None:
    """Log an exception that ended a page; the reader sees Streamlit's sentence without details."""
    log.error("a page failed", exc_info=error)


def build_app(readiness: Readiness) -> st.App:
    """Return the dashboard with its routes for operation."""

    async def health(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def ready(_request: Request) -> Response:
        state = await run_in_threadpool(readiness.look)
        content = {"ready": state.ready, "version": state.version, "reason": state.reason}
        return JSONResponse(content, status_code=200 if state.ready else 503)

    async def figures(_request: Request) -> Response:
        state = await run_in_threadpool(readiness.look)
        READY.set(state.ready)
        DATA.info({"version": state.version})
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    @asynccontextmanager
    async def started(_app: st.App) -> AsyncIterator[None]:
        # Streamlit's modules, loaded by now, have brought loggers that write plain text.
        log_as_json()
        yield

    return st.App(
        PROJECT / "app.py",
        lifespan=started,
        routes=[Route("/healthz", health), Route("/readyz", ready), Route("/figures", figures)],
        on_script_error=report_script_error,
    )


def main() -> None:
    """Run the command line; blocks until the process is told to end."""
    parser = argparse.ArgumentParser(prog="python -m deploy.serve", description="Serve the dashboard.")
    parser.add_argument("--port", "--server.port", type=int, default=8501)
    parser.add_argument("--address", default="127.0.0.1")
    options = parser.parse_args()
    forbid_address_lookup()
    end_sign_ins_at_logout()
    readiness = Readiness()
    state = readiness.look()
    app = build_app(readiness)
    log_as_json()
    log.info("ready" if state.ready else "not ready", extra={"version": state.version})
    app.run(config={"server.port": options.port, "server.address": options.address})


if __name__ == "__main__":
    main()
