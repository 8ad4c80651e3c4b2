"""The web process is killed while applications are sent in; `make crash` does the same with two hundred."""

from bench.crash import run


def test_what_was_acknowledged_is_there_once_after_the_web_process_was_killed():
    result = run(60, seed=2026, mean=0.1, most=5)
    assert result.problems == []
    assert result.kills == 5 and result.broken_off >= 5
