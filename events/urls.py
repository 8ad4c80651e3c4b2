from django.urls import path, re_path

from .shelter.feed import StoryFeed
from .views import agenda, feeds, my_agenda, organising, own, photos, registering, registration_terms, series, shelter

app_name = "events"
OWN = "mijn/organisaties/<slug:slug>/agenda/"
RUN = "mijn/agenda/<slug:slug>/inschrijvingen/"
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
    path("agenda/<slug:slug>/inschrijven/", registering.RegisterView.as_view(), name="register"),
    path("agenda/<slug:slug>/inschrijven/verstuurd/", registering.RegisteredView.as_view(), name="registered"),
    path("agenda/inschrijving/<uuid:key>/", registering.RegistrationView.as_view(), name="registration"),
    path("agenda/inschrijving/<uuid:key>/bevestigen/", registering.OfferAnswerView.as_view(), name="confirm_offer"),
    path("agenda/inschrijving/<uuid:key>/afmelden/", registering.CancelView.as_view(), name="cancel_registration"),
    path(RUN, organising.RegistrationsView.as_view(), name="registrations"),
    path(f"{RUN}lijst.<slug:kind>", organising.ExportView.as_view(), name="export_registrations"),
    path(f"{RUN}presentielijst.pdf", organising.AttendanceListView.as_view(), name="attendance_list"),
    path(f"{RUN}dieet/", organising.DietaryNeedsView.as_view(), name="dietary_needs"),
    path(f"{RUN}bericht/", organising.WriteToRegisteredView.as_view(), name="write_to_registered"),
    path(f"{RUN}toevoegen/", organising.AddByHandView.as_view(), name="add_registration"),
    path(f"{RUN}<int:pk>/afmelden/", organising.CancelByOrganiserView.as_view(), name="cancel_by_organiser"),
    path(f"{RUN}<int:pk>/aanwezig/", organising.AttendanceView.as_view(), name="mark_attendance"),
    path(f"{RUN}voorwaarden/", registration_terms.TermsView.as_view(), name="registration_terms"),
    path(f"{RUN}vragen/", registration_terms.AddQuestionView.as_view(), name="add_question"),
    path(f"{RUN}vragen/<int:pk>/", registration_terms.ChangeQuestionView.as_view(), name="change_question"),
    path(f"{RUN}vragen/<int:pk>/verwijderen/", registration_terms.RemoveQuestionView.as_view(), name="remove_question"),
]
