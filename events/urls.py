from django.urls import path

from .views import feeds, my_agenda

app_name = "events"
urlpatterns = [
    path("agenda.ics", feeds.agenda_ics, name="agenda_ics"),
    path("agenda/feed/", feeds.AgendaFeed(), name="feed"),
    path("agenda/mijn/<str:token>.ics", my_agenda.personal_ics, name="personal_ics"),
    path("agenda/<slug:slug>.ics", feeds.event_ics, name="event_ics"),
    path("agenda/<slug:slug>/", lambda r: None, name="event"),
    path("mijn/agenda/", my_agenda.my_agenda, name="my_agenda"),
    path("mijn/agenda/adres/", my_agenda.renew_calendar_link, name="renew_calendar_link"),
    path("mijn/agenda/adres/intrekken/", my_agenda.revoke_calendar_link, name="revoke_calendar_link"),
]
