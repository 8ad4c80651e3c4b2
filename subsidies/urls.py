from django.urls import path

from .views import (
    apply,
    attachments,
    bank_account,
    case,
    draft,
    draw,
    objection,
    past,
    public,
    register,
    report,
    report_files,
    sampling,
    supplement,
)

REPORT = "mijn/aanvragen/<str:reference>/verantwoording/"

app_name = "subsidies"
urlpatterns = [
    path("subsidies/", public.SchemeListView.as_view(), name="schemes"),
    # Before the schemes: none of them is called so.
    path("subsidies/register/", register.RegisterView.as_view(), name="register"),
    path("subsidies/register.csv", register.register_csv, name="register_csv"),
    path("subsidies/register.json", register.register_json, name="register_json"),
    path("subsidies/register/360giving.json", register.register_360giving, name="register_360giving"),
    path("subsidies/register/feed/", register.RegisterFeed(), name="register_feed"),
    path(
        "subsidies/register/organisatie/<slug:slug>/",
        register.OrganisationView.as_view(),
        name="register_organisation",
    ),
    path("subsidies/register/voor-het-portaal/", past.PastDecisionsView.as_view(), name="past_decisions"),
    path("subsidies/register/voor-het-portaal.csv", past.past_decisions_csv, name="past_decisions_csv"),
    path("subsidies/register/<str:reference>/", register.EntryView.as_view(), name="register_entry"),
    path("subsidies/<slug:slug>/loting/<int:year>/", draw.DrawView.as_view(), name="draw"),
    path("subsidies/<slug:slug>/steekproef/<int:year>/", sampling.SamplesView.as_view(), name="samples"),
    path("subsidies/<slug:slug>/", public.SchemeView.as_view(), name="scheme"),
    path("subsidies/<slug:slug>/kan-ik-aanvragen/", public.EligibilityView.as_view(), name="eligibility"),
    path("subsidies/<slug:slug>/regels/", public.RulesView.as_view(), name="rules"),
    # Documents of a draft, before the steps of the form.
    path("mijn/aanvragen/concept/<int:pk>/bijlagen/", attachments.AttachmentsView.as_view(), name="attachments"),
    path(
        "mijn/aanvragen/concept/<int:pk>/bijlagen/<int:attachment>/",
        attachments.AttachmentView.as_view(),
        name="attachment",
    ),
    path(
        "mijn/aanvragen/concept/<int:pk>/bijlagen/<int:attachment>/weg/",
        attachments.RemoveAttachmentView.as_view(),
        name="remove_attachment",
    ),
    path("subsidies/<slug:slug>/aanvragen/", apply.ApplyView.as_view(), name="apply"),
    path("mijn/aanvragen/concept/<int:pk>/", draft.DraftView.as_view(), name="draft"),
    path("mijn/aanvragen/concept/<int:pk>/weggooien/", draft.ThrowAwayView.as_view(), name="throw_away"),
    path("mijn/aanvragen/concept/<int:pk>/<slug:step>/", draft.StepView.as_view(), name="step"),
    path("mijn/aanvragen/concept/<int:pk>/<slug:step>/bewaren/", draft.KeepAnswersView.as_view(), name="keep_answers"),
    # A case, after submitting.
    path("mijn/aanvragen/", case.ApplicationsView.as_view(), name="applications"),
    path("mijn/aanvragen/<str:reference>/", case.CaseView.as_view(), name="application"),
    path("mijn/aanvragen/<str:reference>/bericht/", case.MessageView.as_view(), name="message"),
    path("mijn/aanvragen/<str:reference>/aanvulling/", supplement.SupplementView.as_view(), name="supplement"),
    path(
        "mijn/aanvragen/<str:reference>/aanvulling/<slug:step>/",
        supplement.SupplementStepView.as_view(),
        name="supplement_step",
    ),
    # The report on a grant: photos, documents and the check before the steps that are filled in.
    path(REPORT, report.ReportView.as_view(), name="report"),
    path(f"{REPORT}fotos/", report_files.ReportPhotosView.as_view(), name="report_photos"),
    path(f"{REPORT}fotos/<int:pk>/", report_files.ReportPhotoView.as_view(), name="report_photo"),
    path(f"{REPORT}fotos/<int:pk>/weg/", report_files.RemoveReportPhotoView.as_view(), name="remove_report_photo"),
    path(f"{REPORT}stukken/", report_files.ReportDocumentsView.as_view(), name="report_documents"),
    path(
        f"{REPORT}stukken/<int:pk>/weg/",
        report_files.RemoveReportDocumentView.as_view(),
        name="remove_report_document",
    ),
    path(f"{REPORT}controleren/", report.ReportCheckView.as_view(), name="report_check"),
    path(f"{REPORT}<slug:step>/", report.ReportStepView.as_view(), name="report_step"),
    path(f"{REPORT}<slug:step>/bewaren/", report.KeepReportView.as_view(), name="keep_report"),
    path("mijn/aanvragen/<str:reference>/intrekken/", case.WithdrawView.as_view(), name="withdraw"),
    path("mijn/aanvragen/<str:reference>/rekening/", bank_account.BankAccountView.as_view(), name="bank_account"),
    path("mijn/aanvragen/<str:reference>/steekproef/", sampling.SampleAnswerView.as_view(), name="sample_answer"),
    path("mijn/aanvragen/<str:reference>/zienswijze/", case.OpinionView.as_view(), name="opinion"),
    path("mijn/aanvragen/<str:reference>/bezwaar/", objection.ObjectView.as_view(), name="object"),
    path("mijn/aanvragen/<str:reference>/aanbod/", case.OfferView.as_view(), name="offer"),
    path("mijn/aanvragen/<str:reference>/document/<int:pk>/", attachments.DocumentView.as_view(), name="document"),
    path("mijn/aanvragen/<str:reference>/brief/<int:pk>/", attachments.LetterView.as_view(), name="letter"),
    path("mijn/aanvragen/<str:reference>/ontvangstbevestiging/", attachments.ReceiptView.as_view(), name="receipt"),
]
