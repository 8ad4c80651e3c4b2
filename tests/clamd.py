"""A virus scanner that speaks the protocol of ClamAV on a loopback socket, and behaves as a test wants."""

import socket
import struct
import threading

# The string that every scanner takes for a virus, and that is none (eicar.org); in two halves, so that no scanner finds it here.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd:
    """Answers `OK` or `FOUND` by what stands in the stream; `says` puts another answer, or None for none, in its place."""

    def __init__(self):
        self.says = ...
        self.received = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.listener.getsockname()[1]}"
        self.released = threading.Event()
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                self.answer(connection)

    def answer(self, connection):
        with connection.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            content = b""
            while length := struct.unpack("!L", stream.read(4))[0]:
                content += stream.read(length)
        self.received.append(content)
        if self.says is None:
            self.released.wait(10)
            return
        verdict = b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
        connection.sendall(verdict if self.says is ... else self.says)

    def stop(self):
        self.released.set()
        self.listener.close()
