"""What gunicorn does as we want it, beside the options it is started with."""

import signal


def post_worker_init(worker):
    """Leave Ctrl-C, which reaches all processes of a terminal, to the master: a worker told twice to end dies with a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
