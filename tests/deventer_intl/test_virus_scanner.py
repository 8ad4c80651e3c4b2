"""What is said to the virus scanner, and what is made of its answers."""

import socket

import pytest

from deventer_intl import virus_scanner
from deventer_intl.virus_scanner import ScannerDown, is_clean
from tests.clamd import EICAR, Clamd


@pytest.fixture
def clamd(settings):
    scanner = Clamd()
    settings.CLAMAV_SOCKET = scanner.address
    yield scanner
    scanner.stop()


def test_a_clean_file_arrives_whole_and_passes(clamd):
    content = bytes(range(256)) * 1000
    assert is_clean(content)
    assert clamd.received == [content]


def test_the_test_virus_is_found(clamd):
    assert not is_clean(b"before" + EICAR)


@pytest.mark.parametrize(
    "says", [b"\xff\xfe nonsense\0", b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK FOUND OK"]
)
def test_an_answer_that_is_none_is_no_pass(clamd, says):
    clamd.says = says
    with pytest.raises(ScannerDown):
        is_clean(b"x")


def test_a_slow_scanner_is_not_waited_for(clamd, monkeypatch):
    monkeypatch.setattr(virus_scanner, "ANSWER", 0.1)
    clamd.says = None
    with pytest.raises(ScannerDown):
        is_clean(b"x")


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd.ctl"])
def test_a_scanner_that_is_away_is_no_pass(settings, address):
    settings.CLAMAV_SOCKET = address
    with pytest.raises(ScannerDown):
        is_clean(b"x")


def test_without_a_scanner_nothing_is_scanned(settings):
    settings.CLAMAV_SOCKET = ""
    assert is_clean(EICAR)


def test_it_listens_at_a_path_too(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(virus_scanner, "ANSWER", 0.1)
    settings.CLAMAV_SOCKET = str(tmp_path / "clamd.ctl")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(settings.CLAMAV_SOCKET)
        listener.listen()
        with pytest.raises(ScannerDown, match="timed out"):
            is_clean(b"x")
