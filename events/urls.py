from django.urls import path

from .views import cities, hanse

app_name = "events"
urlpatterns = [
    path("hanze/", hanse.HanseView.as_view(), name="hanse"),
    path("hanze/<int:year>/", hanse.HanseaticDaysView.as_view(), name="hanseatic_days"),
    path("steden/", cities.CityListView.as_view(), name="cities"),
    path("steden/bezoeken/", cities.VisitListView.as_view(), name="visits"),
    path("steden/bezoeken.csv", cities.visits_csv, name="visits_csv"),
]
