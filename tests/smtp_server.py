"""A real SMTP server in a process of its own: `python -m tests.smtp_server PORT FOLDER`.

It refuses mail while a file `refuse` lies in the folder, and keeps there what it accepts.
"""

import sys
import time
from itertools import count
from pathlib import Path

from aiosmtpd.controller import Controller


class Keeper:
    def __init__(self, folder):
        self.folder = folder
        self.numbers = count(1)

    async def handle_DATA(self, server, session, envelope):
        if (self.folder / "refuse").exists():
            return "451 4.3.0 Not now, try again later"
        (self.folder / f"{next(self.numbers)}.eml").write_bytes(envelope.original_content)
        return "250 OK"


if __name__ == "__main__":
    controller = Controller(Keeper(Path(sys.argv[2])), hostname="127.0.0.1", port=int(sys.argv[1]))
    controller.start()
    while True:
        time.sleep(60)
