"""A load on 127.0.0.1: some connections that ask one after the other, for some seconds."""

import selectors
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import quantiles

import psutil

# Percentiles of fewer answers than this say nothing: then it takes longer.
FEWEST = 100


@dataclass
class Measured:
    """One load: answers per second, and how long they took (ms) at the 50th, 95th and 99th percentile."""

    rate: float
    p50: float
    p95: float
    p99: float


class Visitor:
    """A connection that is kept open, and asks again as soon as it has its answer."""

    def __init__(self, port, cookie):
        self.port, self.cookie = port, cookie
        self.socket = None

    def connect(self, selector):
        if self.socket:
            selector.unregister(self.socket)
            self.socket.close()
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(self.socket, selectors.EVENT_READ, self)

    def ask(self, path):
        self.received, self.length = b"", None
        self.since = time.perf_counter()
        cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Language: nl\r\n{cookie}\r\n".encode())

    def has_answer(self):
        """Read what there is; return whether the answer is whole, or raise where the server hung up."""
        part = self.socket.recv(262_144)
        if not part:
            raise ConnectionResetError
        self.received += part
        if self.length is None and b"\r\n\r\n" in self.received:
            head, _, _ = self.received.partition(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(f"not a page: {head[:200]!r}")
            self.closes = b"connection: close" in head.lower()
            self.length = len(head) + 4 + int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        return self.length is not None and len(self.received) >= self.length


def load(
    port: int, path: Callable[[int], str], *, connections: int, seconds: float, cookie: str = "", fewest: int = FEWEST
) -> Measured:
    """Ask for `path(0)`, `path(1)`… over that many connections, with a cookie, and measure the answers: `fewest` or more."""
    numbers = iter(range(10**9))
    selector = selectors.DefaultSelector()
    visitors = [Visitor(port, cookie) for _ in range(connections)]
    for visitor in visitors:
        visitor.connect(selector)
        visitor.ask(path(next(numbers)))
    took = []
    started = time.perf_counter()
    while (now := time.perf_counter()) < started + seconds or len(took) < fewest:
        for key, _events in selector.select(1):
            visitor = key.data
            try:
                if not visitor.has_answer():
                    continue
                took.append(time.perf_counter() - visitor.since)
                if visitor.closes:
                    visitor.connect(selector)
            except ConnectionResetError:
                # A worker that was renewed between two questions.
                visitor.connect(selector)
            visitor.ask(path(next(numbers)))
    rate = len(took) / (now - started)
    for visitor in visitors:
        visitor.socket.close()
    points = quantiles(took, n=100, method="inclusive")
    return Measured(rate, points[49] * 1000, points[94] * 1000, points[98] * 1000)


def wait_until_idle(limit: float = 5):
    """Wait until the machine does next to nothing, at most `limit` seconds."""
    until = time.monotonic() + limit
    while psutil.cpu_percent(interval=0.4) > 12 and time.monotonic() < until:
        pass
