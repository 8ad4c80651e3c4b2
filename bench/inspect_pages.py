"""Print, as JSON, what pages cost beside time: queries cold and warm, bytes plain and compressed, and their assets.

The first argument is the cookie of a civil servant, for the pages of the back-office.
"""

import gzip
import json
import os
import re
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deventer_intl.settings")


def main(cookie, *paths):
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    # A pool gives a new connection to each request, which does not know that its queries are counted.
    settings.DATABASES["default"]["OPTIONS"].pop("pool", None)
    visitor, staff = Client(headers={"Host": "localhost"}), Client(headers={"Host": "localhost"})
    staff.cookies.load(cookie)

    def client_for(path):
        return staff if path.startswith("/beheer/") else visitor

    def queries(path):
        client = client_for(path)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(path)
        assert response.status_code == 200, path
        return len(captured), response

    found = {}
    for path in paths:
        # Once for what a process keeps: templates, addresses, the names of choices.
        client_for(path).get(path + ("&" if "?" in path else "?") + "warm-up")
        cold, response = queries(path)
        warm, _again = queries(path)
        page = response.content
        number, size = assets(page.decode(), Path(settings.STATIC_ROOT))
        found[path] = {
            "cold": cold, "warm": warm, "bytes": len(page), "compressed": len(gzip.compress(page, 6)),
            "requests": number, "assets": size,
        }  # fmt: skip
    print(json.dumps(found))


def assets(page, root):
    """Return how many files of its own a page asks for on a first visit, and their bytes as sent with Brotli."""
    names = set(re.findall(r'(?:href|src)="/static/([^"#]+)', page))
    for name in list(names):
        if name.endswith(".css"):
            folder = (root / name).parent
            for target in re.findall(r'url\("?([^")#]+)', (root / name).read_text(encoding="utf-8")):
                names.add(str((folder / target).resolve().relative_to(root.resolve())))
    sizes = [
        min(path.stat().st_size for path in (root / name, root / f"{name}.br", root / f"{name}.gz") if path.exists())
        for name in names
    ]
    return len(sizes), sum(sizes)


if __name__ == "__main__":
    main(*sys.argv[1:])
