"""A foreign server on 127.0.0.1 that says exactly what a test tells it to."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

JSON = "application/json; charset=utf-8"


class Reply:
    """Status, headers and body of an answer; a drip sends the body byte by byte."""

    def __init__(
        self,
        body: bytes | dict[str, Any] | list[Any] = b"",
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        seconds_per_byte: float = 0,
    ) -> None:
        self.body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.status = status
        self.headers = {
            "Content-Type": JSON,
            "Access-Control-Allow-Origin": "*",
            **(headers or {}),
        }
        self.seconds_per_byte = seconds_per_byte


class ForeignServer:
    """Answers the paths in `pages`, else asks `answer`; remembers what was asked in `asked`."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.port = port
        self.pages: dict[str, Reply] = {}
        self.asked: list[str] = []
        self.answer: Callable[[str], Reply | None] = lambda path: None

    def url(self, path: str) -> str:
        return self.base + path

    def reply_to(self, path: str) -> Reply:
        self.asked.append(path)
        found = self.pages.get(path) or self.answer(path)
        return found or Reply({"type": "https://schema.oparl.org/1.1/Error", "message": "fehlt"}, status=404)


@contextmanager
def foreign_server() -> Iterator[ForeignServer]:
    """Runs until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(server.reply_to(self.path), with_body=True)

        def do_HEAD(self) -> None:
            self._send(server.reply_to(self.path), with_body=False)

        def _send(self, reply: Reply, *, with_body: bool) -> None:
            self.send_response(reply.status)
            headers = {"Content-Length": str(len(reply.body)), **reply.headers}
            for name, value in headers.items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            if not with_body:
                return
            try:
                self._write(reply)
            except OSError:
                # The client has enough.
                return

        def _write(self, reply: Reply) -> None:
            if not reply.seconds_per_byte:
                self.wfile.write(reply.body)
                return
            for byte in reply.body:
                if stopped.wait(reply.seconds_per_byte):
                    return
                self.wfile.write(bytes([byte]))

        def log_message(self, *args: Any) -> None:
            return

    stopped = threading.Event()
    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    server = ForeignServer(listening.server_port)
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        stopped.set()
        listening.shutdown()
        listening.server_close()
        thread.join(5)
