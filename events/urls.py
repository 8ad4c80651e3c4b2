from django.urls import path

from .views import organising, registering, registration_terms

RUN = "mijn/agenda/<slug:slug>/inschrijvingen/"

app_name = "events"
urlpatterns = [
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
    path(
        f"{RUN}vragen/<int:pk>/verwijderen/", registration_terms.RemoveQuestionView.as_view(), name="remove_question"
    ),
]
