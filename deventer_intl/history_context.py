"""What the history notes of a request: who, and at which address."""

from django.urls import Resolver404, resolve
from pghistory import middleware


class HistoryMiddleware(middleware.HistoryMiddleware):
    """Leaves the token of a link that was mailed out of the address: it opens something, or says whose it is."""

    def get_context(self, request):
        context = super().get_context(request)
        try:
            token = resolve(request.path_info).kwargs.get("token")
        except Resolver404:
            token = None
        return {**context, "url": request.path.replace(token, "…")} if token else context
