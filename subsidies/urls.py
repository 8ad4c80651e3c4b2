from django.urls import path

from .views import case, public

app_name = "subsidies"
urlpatterns = [
    path("subsidies/", public.SchemeListView.as_view(), name="schemes"),
    path("subsidies/<slug:slug>/", public.SchemeView.as_view(), name="scheme"),
    path("subsidies/<slug:slug>/kan-ik-aanvragen/", public.EligibilityView.as_view(), name="eligibility"),
    path("subsidies/<slug:slug>/regels/", public.RulesView.as_view(), name="rules"),
    path("mijn/aanvragen/<str:reference>/", case.CaseView.as_view(), name="application"),
]
