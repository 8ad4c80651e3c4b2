from django.urls import path, re_path

from .views import agenda, cities, hanse, own, photos, series

app_name = "events"
OWN = "mijn/organisaties/<slug:slug>/agenda/"
urlpatterns = [
    path("agenda/", agenda.AgendaView.as_view(), name="agenda"),
    path("agenda.csv", agenda.agenda_csv, name="agenda_csv"),
    re_path(r"^agenda/maand/(?P<month>[0-9]{4}-[0-9]{2})/$", agenda.MonthView.as_view(), name="month"),
    path("agenda/<slug:slug>/", agenda.EventView.as_view(), name="event"),
    path(OWN, own.OwnAgendaView.as_view(), name="own_agenda"),
    path(f"{OWN}nieuw/", own.ProposeView.as_view(), name="propose"),
    path(f"{OWN}<int:pk>/", own.ChangeView.as_view(), name="own_event"),
    path(f"{OWN}<int:pk>/afgelasten/", own.CancelView.as_view(), name="cancel"),
    path(f"{OWN}<int:pk>/intrekken/", own.WithdrawView.as_view(), name="withdraw"),
    path(f"{OWN}<int:pk>/verslag/", own.ReportView.as_view(), name="report"),
    path(f"{OWN}<int:pk>/herhalen/", series.RepeatView.as_view(), name="repeat"),
    path(f"{OWN}<int:pk>/weglaten/", series.LeaveOutView.as_view(), name="leave_out"),
    path(f"{OWN}<int:pk>/reeks-beeindigen/", series.EndView.as_view(), name="end_series"),
    path(f"{OWN}<int:pk>/fotos/", photos.PhotosView.as_view(), name="photos"),
    path(f"{OWN}<int:pk>/fotos/toevoegen/", photos.AddView.as_view(), name="add_photo"),
    path(f"{OWN}<int:pk>/fotos/<int:photo>/verwijderen/", photos.RemoveView.as_view(), name="remove_photo"),
    path("hanze/", hanse.HanseView.as_view(), name="hanse"),
    path("hanze/<int:year>/", hanse.HanseaticDaysView.as_view(), name="hanseatic_days"),
    path("steden/", cities.CityListView.as_view(), name="cities"),
    path("steden/bezoeken/", cities.VisitListView.as_view(), name="visits"),
    path("steden/bezoeken.csv", cities.visits_csv, name="visits_csv"),
]
