from django.urls import path

from .views import case

app_name = "subsidies"
urlpatterns = [
    path("mijn/aanvragen/<str:reference>/", case.CaseView.as_view(), name="application"),
]
