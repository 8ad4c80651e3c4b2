from django.urls import path

from . import own, photos, views
from .feed import PracticeFeed

app_name = "practices"
urlpatterns = [
    path("global-goals/praktijkvoorbeelden/", views.PracticeListView.as_view(), name="practices"),
    path("global-goals/praktijkvoorbeelden.csv", views.practices_csv, name="practices_csv"),
    path("global-goals/praktijkvoorbeelden/feed/", PracticeFeed(), name="feed"),
    path("global-goals/praktijkvoorbeelden/<slug:slug>/", views.PracticeView.as_view(), name="practice"),
    path("mijn/organisaties/<slug:slug>/praktijkvoorbeelden/", own.OwnPracticesView.as_view(), name="own_practices"),
    path("mijn/organisaties/<slug:slug>/praktijkvoorbeelden/nieuw/", own.ProposeView.as_view(), name="propose"),
    path("mijn/organisaties/<slug:slug>/praktijkvoorbeelden/<int:pk>/", own.ChangeView.as_view(), name="own_practice"),
    path(
        "mijn/organisaties/<slug:slug>/praktijkvoorbeelden/<int:pk>/intrekken/",
        own.WithdrawView.as_view(),
        name="withdraw",
    ),
    path(
        "mijn/organisaties/<slug:slug>/praktijkvoorbeelden/<int:pk>/verwijderen/",
        own.RemoveView.as_view(),
        name="remove",
    ),
    path(
        "mijn/organisaties/<slug:slug>/praktijkvoorbeelden/<int:pk>/fotos/", photos.PhotosView.as_view(), name="photos"
    ),
    path(
        "mijn/organisaties/<slug:slug>/praktijkvoorbeelden/<int:pk>/fotos/toevoegen/",
        photos.AddView.as_view(),
        name="add_photo",
    ),
    path(
        "mijn/organisaties/<slug:slug>/praktijkvoorbeelden/<int:pk>/fotos/<int:photo>/verwijderen/",
        photos.RemoveView.as_view(),
        name="remove_photo",
    ),
]
