from django.urls import path

from . import views

app_name = "organisations"
urlpatterns = [
    path("organisaties/", views.OrganisationListView.as_view(), name="organisations"),
    path("organisaties.csv", views.organisations_csv, name="organisations_csv"),
    path("organisaties.json", views.organisations_json, name="organisations_json"),
    path("organisaties/<slug:slug>/", views.OrganisationDetailView.as_view(), name="organisation"),
    path("landen/", views.CountryListView.as_view(), name="countries"),
    path("landen/<slug:iso2>/", views.CountryDetailView.as_view(), name="country"),
    path("steden/", views.PlaceListView.as_view(), name="places"),
    path("steden/<slug:slug>/", views.PlaceDetailView.as_view(), name="place"),
    path("netwerken/", views.NetworkListView.as_view(), name="networks"),
    path("netwerken/<slug:slug>/", views.NetworkDetailView.as_view(), name="network"),
]
