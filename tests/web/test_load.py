"""The desk behind the very server of the service, while somebody tries to keep it from everybody else."""

import io
import json
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from secrets import token_urlsafe

import httpx
import pytest

from config import impatient
from config.bench_desk import measure_desk
from domain.vocabulary import State
from tests.scenarios.story import DEPUTY, HEAD, ladder
from tests.web.house import House
from tests.web.serving import in_production, moved_in

SECONDS, RATE = 3, 200
SOON = 0.3
"""Seconds that somebody else's page may take on a busy machine of two cores; alone it takes 0.01."""


@pytest.fixture
def desk(lived: Path, tmp_path: Path) -> Iterator[House]:
    with in_production(moved_in(lived, tmp_path, "2", "3")) as place:
        yield place


@pytest.fixture
def head(desk: House) -> Iterator[httpx.Client]:
    """The head's browser, as the proxy on this machine passes it on."""
    with httpx.Client(base_url=desk.site, headers={"x-forwarded-for": "203.0.113.20"}) as client:
        assert client.post(desk.links.desk(HEAD)).status_code == 303
        yield client


def memory() -> float:
    """Megabytes of this process, the server's too."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 2**20


def took(client: httpx.Client, path: str = "/desk") -> float:
    before = time.perf_counter()
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return time.perf_counter() - before


def form(client: httpx.Client, desk: House, **said: str) -> dict[str, str]:
    """What every form of this session has."""
    return {"csrf": desk.links.seals.form(client.cookies["vekha"]), "nonce": token_urlsafe(18), **said}


def test_two_hundred_requests_a_second_to_one_link_leave_others_their_pages(desk: House, head: httpx.Client) -> None:
    took(head)
    command = [sys.executable, "-m", "tests.web.flood", desk.links.desk(DEPUTY), str(RATE), str(SECONDS)]
    before, times = memory(), []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as flood:
        while flood.poll() is None:
            times.append(took(head))
            time.sleep(0.15)
        assert flood.stdout is not None
        answers = json.loads(flood.stdout.read())
    times.sort()
    assert times[int(len(times) * 0.99)] < SOON
    assert memory() - before < 40
    assert set(answers["statuses"]) == {"200", "429"}
    assert answers["statuses"]["200"] <= 20 + SECONDS * 2
    assert (sum(answers["statuses"].values()), answers["without_pause"]) == (RATE * SECONDS, 0)


def test_connections_that_say_a_byte_a_second_stop_nobody_and_are_closed(
    desk: House, head: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(impatient, "HEAD_WITHIN", 1.0)
    with ExitStack() as stack:
        slow = [stack.enter_context(_connected(desk)) for _ in range(310)]
        for connection in slow[:100]:
            connection.sendall(b"GET /desk HTTP/1.1\r\nX-Slow: ")
        for _ in range(6):
            time.sleep(0.25)
            _drip(slow[:100])
        assert took(head) < 1
        assert sum(map(_is_closed, slow)) == len(slow)


def _connected(desk: House) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(desk.site.rpartition(":")[2])), timeout=5)


def _drip(connections: list[socket.socket]) -> None:
    for connection in connections:
        try:
            connection.sendall(b"a")
        except OSError:
            continue


def _is_closed(connection: socket.socket) -> bool:
    connection.setblocking(False)
    try:
        return connection.recv(1) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def test_a_connection_that_is_used_is_not_closed(
    desk: House, head: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(impatient, "HEAD_WITHIN", 0.4)
    with _connected(desk) as connection:
        for _ in range(4):
            connection.sendall(f"GET / HTTP/1.1\r\nHost: {desk.site[7:]}\r\n\r\n".encode())
            assert connection.recv(65536).startswith(b"HTTP/1.1 200")
            time.sleep(0.15)
            while _waits(connection):
                connection.recv(65536)


def _waits(connection: socket.socket) -> bool:
    connection.setblocking(False)
    try:
        return bool(connection.recv(1, socket.MSG_PEEK))
    except BlockingIOError:
        return False
    finally:
        connection.setblocking(True)


@pytest.mark.parametrize("declared", [True, False])
def test_a_bomb_of_a_file_is_cut_off_and_not_kept_in_memory(desk: House, head: httpx.Client, declared: bool) -> None:
    size, piece, given = 200 * 2**20, b"x" * 2**18, 0

    def body() -> Iterator[bytes]:
        nonlocal given
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
        while given < size:
            given += len(piece)
            yield piece

    headers = {"content-type": "multipart/form-data; boundary=b"}
    headers |= {"content-length": str(size + 70)} if declared else {}
    before = memory()
    with suppress(httpx.TransportError):  # the desk may hang up while we are still sending
        assert head.post(f"{desk.card('3.1.1')}/report", content=body(), headers=headers).status_code == 413
    assert given < 40 * 2**20
    assert memory() - before < 60
    assert took(head) < 1
    assert desk.item("3.1.1").state is State.IN_PROGRESS


def test_a_zip_bomb_is_kept_as_it_is_and_never_opened(desk: House) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for number in range(4):
            archive.writestr(f"{number}.txt", bytes(50 * 2**20))
    with httpx.Client(base_url=desk.site) as deputy:
        deputy.post(desk.links.desk(DEPUTY))
        said = form(deputy, desk, version=str(desk.item("3.1.1").version), number="15-р", dated="2019-06-05")
        before = memory()
        sent = deputy.post(
            f"{desk.card('3.1.1')}/report", data=said, files={"file": ("отчёт.zip", bomb.getvalue(), "application/zip")}
        )
        assert sent.status_code == 303, sent.text
        assert memory() - before < 40
        assert deputy.get(f"{desk.card('3.1.1')}/file").content == bomb.getvalue()


def test_nothing_is_believed_that_a_request_says_of_itself(desk: House, head: httpx.Client) -> None:
    for odd in (
        "evil.example",
        "127.0.0.1.evil.example",
        "evil.example:80@127.0.0.1",
        "127.0.0.1/evil.example",
        "",
        "[::1",
        "a b",
    ):
        assert head.get("/desk", headers={"host": odd}).status_code in (400, 421), odd
    told = {"x-forwarded-host": "evil.example", "x-forwarded-proto": "https", "x-original-url": "/settings"}
    answer = head.get("/", headers=told)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk")
    assert "evil.example" not in head.get("/desk", headers=told).text


def test_the_request_line_and_headers_have_bounds(desk: House) -> None:
    for said in (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x02" * 50):
        with _connected(desk) as connection:
            connection.sendall(said)
            assert connection.recv(65536).startswith(b"HTTP/1.1 400")


def test_fifty_people_at_their_pages_are_measured() -> None:
    opened: list[float] = []
    figures = measure_desk(ladder(), opened.append, pages=60)
    assert set(figures) == {f"{kind}_{part}_ms" for kind in ("all", "board", "card", "desk") for part in ("p50", "p99")}
    assert 0 < figures["desk_p50_ms"] < 150
    assert opened[-1] == 60
