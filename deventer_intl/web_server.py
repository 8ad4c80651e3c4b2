"""What gunicorn does as we want it, beside the options it is started with."""

import signal

# The most gunicorn knows: a search that is much too long gets our page, not a bare line.
limit_request_line = 8190


def post_worker_init(worker):
    """Leave Ctrl-C, which reaches all processes of a terminal, to the master: a worker told twice to end dies with a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
