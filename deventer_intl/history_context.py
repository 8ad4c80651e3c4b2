"""What the history notes of a request: who, and at which address."""

from pghistory import middleware

from .log_filter import without_token


class HistoryMiddleware(middleware.HistoryMiddleware):
    """Leaves the token or key of a link that was mailed out of the address: it opens something, or says whose it is."""

    def get_context(self, request):
        return {**super().get_context(request), "url": without_token(request.path)}
