"""A real server in a thread, for a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Thread
from typing import Any

from flask import Flask
from werkzeug.serving import ThreadedWSGIServer

MOST = 32  # more than the connections that browsers keep open in advance


class Server(ThreadedWSGIServer):
    """Serves with threads that stay, as the office's own server does; FEEL is opened once a thread."""

    def __init__(self, app: Flask) -> None:
        super().__init__("127.0.0.1", 0, app)
        self.threads = ThreadPoolExecutor(MOST)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Hand a request to a thread that has nothing to do."""
        self.threads.submit(self.process_request_thread, request, client_address)

    def server_close(self) -> None:
        """Let go of the port and the threads."""
        super().server_close()
        self.threads.shutdown()


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve an application on a free port of this machine, and give its address."""
    server = Server(app)
    thread = Thread(target=server.serve_forever, name="office")
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
