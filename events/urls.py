from django.urls import path, re_path

from .shelter.feed import StoryFeed
from .views import agenda, feeds, my_agenda, own, photos, series, shelter

app_name = "events"
OWN = "mijn/organisaties/<slug:slug>/agenda/"
urlpatterns = [
    path("agenda/", agenda.AgendaView.as_view(), name="agenda"),
    path("agenda.csv", agenda.agenda_csv, name="agenda_csv"),
    re_path(r"^agenda/maand/(?P<month>[0-9]{4}-[0-9]{2})/$", agenda.MonthView.as_view(), name="month"),
    path("agenda.ics", feeds.agenda_ics, name="agenda_ics"),
    path("agenda/feed/", feeds.AgendaFeed(), name="feed"),
    path("agenda/mijn/<str:token>.ics", my_agenda.personal_ics, name="personal_ics"),
    path("agenda/<slug:slug>.ics", feeds.event_ics, name="event_ics"),
    path("mijn/agenda/", my_agenda.my_agenda, name="my_agenda"),
    path("mijn/agenda/adres/", my_agenda.renew_calendar_link, name="renew_calendar_link"),
    path("mijn/agenda/adres/intrekken/", my_agenda.revoke_calendar_link, name="revoke_calendar_link"),
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
    path("shelter-city/", shelter.ShelterView.as_view(), name="shelter"),
    path("shelter-city/feed/", StoryFeed(), name="shelter_feed"),
    path("shelter-city/verhalen/<uuid:key>/", shelter.StoryView.as_view(), name="shelter_story"),
    path("shelter-city/verhalen/<uuid:key>/foto-<int:width>.webp", shelter.photo_file, name="shelter_photo"),
]
