"""What the portal is measured against: (a) the bytes alone, (b) one query for 24 organisations in a plain template."""

import os
from pathlib import Path

from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

application = get_wsgi_application() if os.environ.get("BENCH_PAGE") else None
# The portal's directory, as it was just served.
PAGE = Path(os.environ["BENCH_PAGE"]).read_bytes() if application else b""


def same_bytes(request):
    return answer(HttpResponse(PAGE))


def plain_list(request):
    from organisations.models import Organisation

    organisations = Organisation.objects.order_by("pk")[:24]
    return answer(render(request, "bare.html", {"organisations": organisations, "filler": filler(request)}))


def filler(request, known=[]):  # noqa: B006
    """Return what the plain page lacks to be as large as the portal's."""
    if not known:
        known.append("")
        known[0] = "x" * max(0, len(PAGE) - len(plain_list(request).content))
    return known[0]


def answer(response):
    response["Content-Length"] = len(response.content)
    return response


urlpatterns = [path("a/", same_bytes), path("b/", plain_list)]
