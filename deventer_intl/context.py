from django.conf import settings
from django.utils.translation import get_language

NAMES = {"nl": "Nederlands", "en": "English", "de": "Deutsch"}


def portal(request):
    """What every page needs: its own address in each language."""
    path = request.path
    for code in NAMES:
        if path == f"/{code}" or path.startswith(f"/{code}/"):
            path = path[len(code) + 1 :] or "/"
            break
    query = request.META.get("QUERY_STRING", "")
    languages = []
    for code, name in NAMES.items():
        address = path if code == settings.LANGUAGE_CODE else f"/{code}{path}"
        languages.append(
            {
                "code": code,
                "name": name,
                "url": f"{address}?{query}" if query else address,
                "canonical": settings.PORTAL_URL + address,
                "is_current": code == get_language(),
            }
        )
    return {"languages": languages, "portal_url": settings.PORTAL_URL}
