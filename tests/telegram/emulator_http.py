"""The HTTP server of the emulator: one thread a connection, connections kept alive, nothing left open at the end."""

import contextlib
import re
import select
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.telegram.emulator_errors import Refusal
from tests.telegram.emulator_faults import Fault, Reply, as_reply
from tests.telegram.emulator_methods import Exchange, spelled
from tests.telegram.emulator_wire import Call, read_call

_METHOD = re.compile(r"/bot([^/]+)/(\w+)")
_FILE = re.compile(r"/file/bot([^/]+)/(.+)")


class Server(ThreadingHTTPServer):
    """A server on a free port that can close the connections its clients keep open."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.exchange, self.stopping = exchange, threading.Event()
        self.live: set[socket.socket] = set()
        self.freed = threading.Condition()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection before its thread starts."""
        with self.freed:
            self.live.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget the connection once its thread is through."""
        super().shutdown_request(request)
        with self.freed:
            self.live.discard(request)
            self.freed.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has gone is no news."""

    def close(self) -> None:
        """Stop accepting, cut every connection and wait for their threads."""
        self.stopping.set()
        self.exchange.world.updates.close()
        self.shutdown()
        with self.freed:
            for connection in self.live:
                _cut(connection)
            self.freed.wait_for(lambda: not self.live, 5)
        self.server_close()


def _cut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Server

    def log_message(self, *_: Any) -> None:
        """Silence: the calls are recorded, and addresses hold the token."""

    def do_POST(self) -> None:
        """A call of a method."""
        address = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        match = _METHOD.fullmatch(address.path)
        if match is None:
            return self._send(as_reply(Refusal(404, "Not Found")))
        method = spelled(match[2])
        try:
            call = read_call(method, address.query, self.headers.get("Content-Type", ""), body)
        except Refusal as refusal:
            return self._send(as_reply(refusal))
        return self._answer(unquote(match[1]), call)

    def do_GET(self) -> None:
        """A file, or a method called by its address alone."""
        match = _FILE.fullmatch(urlsplit(self.path).path)
        if match is None:
            return self.do_POST()
        return self._answer(unquote(match[1]), Call("download", {"file_path": unquote(match[2])}))

    def _answer(self, token: str, call: Call) -> None:
        self.server.exchange.calls.append(call)
        fault = self.server.exchange.faults.due(call)
        if fault is None:
            return self._told(call, self._reply(token, call))
        if fault.kind == "fail":
            return self._told(call, as_reply(fault.refusal))
        return self._struck(fault, token, call)

    def _struck(self, fault: Fault, token: str, call: Call) -> None:
        reply = self._reply(token, call) if fault.done else None
        self.server.stopping.wait(fault.seconds)
        if fault.kind == "cut" or self._has_gone():
            self.close_connection = True
            return _cut(self.connection)
        return self._told(call, reply or self._reply(token, call))

    def _has_gone(self) -> bool:
        readable = select.select([self.connection], [], [], 0)[0]
        return bool(readable) and self.connection.recv(1, socket.MSG_PEEK) == b""

    def _reply(self, token: str, call: Call) -> Reply:
        if call.method != "download":
            return self.server.exchange.reply(token, call)
        try:
            stored = self.server.exchange.download(token, call.word("file_path"))
        except Refusal as refusal:
            return as_reply(refusal)
        return Reply(200, stored.content, "application/octet-stream")

    def _told(self, call: Call, reply: Reply) -> None:
        changed = self.server.exchange.world.changed
        with changed:
            call.status = reply.status
            changed.notify_all()
        self._send(reply)

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.mime)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)
