"""News and pages of text."""

from django.urls import reverse

from ...models import NewsItem, Page
from ..kind import Kind

NEWS = Kind(
    number=19,
    slug="nieuws",
    # From the day on, which may have yet to come.
    published=lambda: NewsItem.objects.exclude(published_on=None),
    public_today=lambda: NewsItem.objects.published(),
    address=lambda slug: reverse("news:item", args=[slug]),
    interest=0.5,
    title="r.title_{l}",
    summary="r.summary_{l}",
    text="r.body_{l}",
    day="r.published_on",
    shown_from="r.published_on",
    years="SELECT extract(year FROM r.published_on)::int",
)
PAGE = Kind(
    number=20,
    slug="pagina",
    published=lambda: Page.objects.all(),
    address=lambda slug: reverse("page", args=[slug]),
    interest=0.8,
    title="r.title_{l}",
    summary="r.body_{l}",
)

KINDS = [NEWS, PAGE]
