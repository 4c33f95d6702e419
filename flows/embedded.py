"""The embedded Prefect server's process: serves until told to stop, or until its parent is gone."""

import os
import signal
import sys
import threading

GRACE = 3


def serve(host: str, port: int) -> None:
    """Serve Prefect's API and UI; the pipe on standard input closes when the parent dies, however it dies."""
    threading.Thread(target=_follow_parent, daemon=True).start()
    import uvicorn

    uvicorn.run(
        "prefect.server.api.server:create_app",
        factory=True,
        host=host,
        port=port,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=GRACE,
        log_level="warning",
    )


def _follow_parent() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(2 * GRACE)
    os._exit(1)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
