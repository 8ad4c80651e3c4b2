from django.urls import path

from .views import apply, case, draft

app_name = "subsidies"
urlpatterns = [
    path("subsidies/<slug:slug>/aanvragen/", apply.ApplyView.as_view(), name="apply"),
    path("mijn/aanvragen/concept/<int:pk>/", draft.DraftView.as_view(), name="draft"),
    path("mijn/aanvragen/concept/<int:pk>/weggooien/", draft.ThrowAwayView.as_view(), name="throw_away"),
    # The step `bijlagen` has views of its own: they stand above this line.
    path("mijn/aanvragen/concept/<int:pk>/<slug:step>/", draft.StepView.as_view(), name="step"),
    path("mijn/aanvragen/concept/<int:pk>/<slug:step>/bewaren/", draft.KeepAnswersView.as_view(), name="keep_answers"),
    path("mijn/aanvragen/<str:reference>/", case.CaseView.as_view(), name="application"),
]
