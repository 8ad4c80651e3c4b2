"""The addresses of what knows the goals alone; `deventer_intl.goals.urls` takes them in."""

from .prize.urls import urlpatterns

__all__ = ["urlpatterns"]
