"""Whole pages for anonymous visitors, kept in each process and right at once after an edit.

A page is kept under its address (scheme, host, path, query; the language is in the path), whether htmx asks and gzip is
understood, the day in Amsterdam, and the content stamp: one query tells whether what is kept is still true. Kept is a
200 answer to a GET without a session that sets no cookie, used no form token and does not say `no-store` or `private`.
"""

from hashlib import blake2b

from django.core.cache import caches
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from . import content_stamp

# Longer addresses are answered, not kept.
LONGEST_ADDRESS = 1_000
# So are larger pages, in bytes: a whole agenda under 500 different addresses would fill the memory of a process.
LARGEST = 1_000_000


class PageCacheMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_cacheable(request):
            return kept_by_nobody(request, self.get_response(request))
        request.content_stamp = content_stamp.current()
        key = key_for(request)
        kept = caches["pages"].get(key)
        if kept is None:
            response = self.get_response(request)
            if not may_keep(request, response):
                return kept_by_nobody(request, response)
            response["Cache-Control"] = "no-cache"
            patch_vary_headers(response, ["HX-Request", "Accept-Encoding", "Cookie"])
            response["ETag"] = f'W/"{blake2b(response.content, digest_size=12).hexdigest()}"'
            kept = (response.content, dict(response.headers))
            if len(response.content) <= LARGEST:
                caches["pages"].set(key, kept)
        return answer(request, *kept)


def is_cacheable(request):
    return (
        request.method in {"GET", "HEAD"}
        and "sessionid" not in request.COOKIES
        and len(request.get_full_path()) <= LONGEST_ADDRESS
        and not request.path_info.startswith(("/static/", "/media/", "/beheer/", "/healthz"))
    )


def kept_by_nobody(request, response):
    """Say so to browsers and proxies of a page that is for one person; files say for themselves."""
    if not request.path_info.startswith(("/static/", "/media/")):
        response.setdefault("Cache-Control", "private, no-store")
    return response


def key_for(request):
    parts = [
        request.build_absolute_uri(),  # refuses a host that is not ours
        request.headers.get("HX-Request", ""),
        str("gzip" in request.headers.get("Accept-Encoding", "")),
        str(timezone.localdate()),
        str(request.content_stamp),
    ]
    return blake2b("\n".join(parts).encode("utf-8", "surrogateescape"), digest_size=20).hexdigest()


def may_keep(request, response):
    control = response.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
        and not (getattr(request, "_csp_nonce", None) or False)
        and "no-store" not in control
        and "private" not in control
    )


def answer(request, content, headers):
    """Answer with a kept page, or say that the visitor has it already."""
    etags = parse_etags(request.headers.get("If-None-Match", ""))
    if headers["ETag"] in etags or etags == ["*"]:
        response = HttpResponseNotModified()
        headers = {name: headers[name] for name in ("ETag", "Cache-Control", "Vary") if name in headers}
    else:
        response = HttpResponse(content)
    for name, value in headers.items():
        response[name] = value
    return response
