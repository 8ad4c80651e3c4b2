"""What is measured: the pages, over how many connections, and what was asked of them."""

from datetime import date

from .cases import MOST_WAITING

SIZES = [50, 5_000, 100_000]
CONNECTIONS = [1, 16]
PAGES = {
    "directory": "/organisaties/",
    "filter": "/organisaties/?land=ug",
    "search": "/organisaties/?q=water",
    "profile": "/organisaties/organisatie-17/",
    "search over everything": "/zoeken/?q=water",
    "search by facets": "/zoeken/?q=bijeenkomst&land=ug&doel=6",
    "search with a typing error": "/zoeken/?q=landbauw",
    "register": "/subsidies/register/",
    "agenda": "/agenda/",
    "month": f"/agenda/maand/{date.today():%Y-%m}/",
    "calendar file": "/agenda.ics",
    "event": "/agenda/bijeenkomst-17/",
    "missions": "/handelsmissies/",
    "mission": "/handelsmissies/missie-2/",
    "catalogue": "/made-in-deventer/",
    "goals": "/global-goals/",
    "goal": "/global-goals/6/",
    "goal matrix": "/global-goals/overzicht/",
    "policy": "/beleid/2021-2026/",
    "policy chapter": "/beleid/2021-2026/2/",
    "figure": "/beleid/cijfers/subsidie-samenwerking/",
    "records of a figure": f"/beleid/cijfers/subsidie-samenwerking/{date.today().year}/",
    "policy report": "/beleid/rapportage/2021-2026/",
}
# Nothing of these is kept: the sign-in carries a form token, the page of a member is for one person.
PERSONAL = {"sign-in": "/account/login/", "my page": "/mijn/"}
# Of the staff, where as many cases wait as there are organisations: beside Django's own list of the same cases.
OFFICE = {"start page": "/beheer/", "case list": "/beheer/subsidies/application/"}
# The same page after a change of anything that it is read from: nothing is kept of it then. Measured beside the other.
CHANGED = {"start page, after a change": "/beheer/"}
# Of the staff too, and like no page of Django: measured, its queries counted, and compared with nothing.
ANNUAL = {"annual accounts": f"/beheer/subsidies/ledgerentry/jaar/{date.today().year}/"}
STOCK, STOCK_PAGE = "stock list", "/stock/subsidies/application/"
# A step of the form of an application, of somebody who may write in it; its address is asked of the portal.
STEP = "application step"
CLIENTS, SUBMITS, REGISTERING = 64, 640, 640
COLD, WARM = [f"{name}, cold" for name in PAGES], ["directory, warm", "profile, warm"]
# Seconds of work for one answer, where there are many events: asked over one connection, and so often.
LONG, ANSWERS = "calendar file, cold", 12
# What was asked: (load, size, figure, limit). A warm page is compared by answers per second, a cold one by its p95.
LIMITS = [
    *((f"{name}, cold", 50, 1.5) for name in ("directory", "filter", "search", "profile")),
    *((f"{name}, cold", 5_000, 3.0) for name in ("directory", "filter", "search")),
    *(("profile, cold", size, 1.5) for size in SIZES[1:]),
    *((name, size, 4.0) for name in WARM for size in SIZES),
    *((name, size, 1.0) for name in OFFICE for size in SIZES if size <= MOST_WAITING),
]
# What streaming the register of the largest database may add to the memory of a process, in MB.
MOST_GROWTH = 150


def office_of(size):
    """Return the pages of the staff, and what they are measured against, where the back-office is measured."""
    return {STOCK: STOCK_PAGE, **OFFICE, **CHANGED, **ANNUAL} if size <= MOST_WAITING else {}


def personal(size, steps):
    """Return the pages of one person, with a step of an application where there is one."""
    return {**PERSONAL, **({STEP: steps[size]} if steps[size] else {})}
