"""The virus scanner ClamAV, if there is one: `CLAMAV_SOCKET` names the socket of its `clamd` (docs/operations.md).

It is spoken to in its own protocol: `INSTREAM`, then the file in pieces, each after its length in four bytes.
"""

import socket
import struct
from contextlib import closing

from django.conf import settings

# Seconds: to be heard at all, and in which the whole file is taken and judged.
CONNECT, ANSWER = 3, 30
PIECE = 64 * 1024
LONGEST_ANSWER = 1024


class ScannerDown(Exception):
    """There is a scanner, but it does not say what it thinks of the file."""


def is_clean(content: bytes) -> bool:
    """Return whether a file holds no virus, which it does not where no scanner is set; raises `ScannerDown`."""
    if not settings.CLAMAV_SOCKET:
        return True
    try:
        with closing(connected(settings.CLAMAV_SOCKET)) as connection:
            answer = asked(connection, content)
    except OSError as error:
        raise ScannerDown(str(error)) from error
    if answer == "stream: OK":
        return True
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return False
    raise ScannerDown(f"The scanner says {answer!r}")


def connected(address: str) -> socket.socket:
    """Return a connection to a path, or to a host:port."""
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(CONNECT)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
    else:
        host, _, port = address.rpartition(":")
        connection = socket.create_connection((host.strip("[]"), int(port)), CONNECT)
    connection.settimeout(ANSWER)
    return connection


def asked(connection, content):
    connection.sendall(b"zINSTREAM\0")
    for start in range(0, len(content), PIECE):
        piece = content[start : start + PIECE]
        connection.sendall(struct.pack("!L", len(piece)) + piece)
    connection.sendall(struct.pack("!L", 0))
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        more = connection.recv(LONGEST_ANSWER)
        if not more:
            break
        answer += more
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
