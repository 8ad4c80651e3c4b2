import os
import time
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache

CHROMIUM = "/usr/bin/chromium"
# The same browser without its windows, where it is installed: a page costs a third of the time.
WITHOUT_WINDOWS = "/usr/bin/chromium-headless-shell"
# A wide screen and a narrow one: axe looks at each page on both.
WIDTHS = (1280, 320)


@pytest.fixture(scope="session")
def browser():
    found = [path for path in (WITHOUT_WINDOWS, CHROMIUM) if Path(path).exists()]
    if not found:
        message = "Chromium is missing: apt-get install -y chromium fonts-open-sans"
        if os.environ.get("BROWSER_TESTS") == "required":
            pytest.fail(message)
        pytest.skip(message)
    # Playwright keeps an event loop in this thread, which makes Django think that it is called from one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found[0], args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def code_of_app(secret):
    """Return what an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def portal(transactional_db, live_server, real_data):
    """The portal with the real data; the address to visit."""
    real_data.load()
    return live_server.url


@pytest.fixture
def no_attempts_yet(portal):
    """Nobody tried anything yet: the limits on attempts are kept in the database."""
    cache.clear()


@pytest.fixture
def width():
    """The screen on which people do what a journey tells: the one that leaves them least room."""
    return min(WIDTHS)


@pytest.fixture
def page(browser, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.errors = []
    page.on(
        "console", lambda message: page.errors.append(message.text) if message.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    yield page
    context.close()
