"""The addresses of the prize."""

from django.urls import path

from . import jury_views, views

urlpatterns = [
    path("global-goals/prijs/", views.PrizeArchiveView.as_view(), name="prizes"),
    path("global-goals/prijs/voordracht/<str:token>/", views.confirm_nomination, name="confirm_nomination"),
    path("global-goals/prijs/meedoen/<str:token>/", views.AnswerNominationView.as_view(), name="answer_nomination"),
    path("global-goals/prijs/<int:year>/", views.PrizeView.as_view(), name="prize"),
    path("global-goals/prijs/<int:year>/verslag.pdf", views.prize_minutes, name="prize_minutes"),
    path("global-goals/prijs/<int:year>/voordragen/", views.NominateView.as_view(), name="nominate"),
    path("global-goals/prijs/<int:year>/voordragen/verstuurd/", views.NominatedView.as_view(), name="nominated"),
    path("mijn/prijs/<int:year>/", jury_views.JuryView.as_view(), name="jury"),
    path("mijn/prijs/<int:year>/banden/", jury_views.TiesView.as_view(), name="jury_ties"),
    path("mijn/prijs/<int:year>/besluit/", jury_views.DecideView.as_view(), name="jury_decide"),
    path("mijn/prijs/<int:year>/<int:pk>/", jury_views.NomineeView.as_view(), name="jury_nominee"),
    path("mijn/prijs/<int:year>/<int:pk>/bespreking/", jury_views.NoteView.as_view(), name="jury_note"),
]
