"""Of the goals alone. Pages that bring the apps together are in `deventer_intl/goals/urls.py`, which takes these in."""

urlpatterns = []
