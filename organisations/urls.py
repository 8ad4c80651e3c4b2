from django.urls import path

from .views import confirmation, directory, introduction, membership, picture, profile, room

app_name = "organisations"
urlpatterns = [
    path("organisaties/", directory.OrganisationListView.as_view(), name="organisations"),
    path("organisaties.csv", directory.organisations_csv, name="organisations_csv"),
    path("organisaties.json", directory.organisations_json, name="organisations_json"),
    path("organisaties/<slug:slug>/", directory.OrganisationDetailView.as_view(), name="organisation"),
    path("organisaties/<slug:slug>/contact/", introduction.ContactView.as_view(), name="contact"),
    path("organisaties/<slug:slug>/contact/verstuurd/", introduction.ContactSentView.as_view(), name="contact_sent"),
    path("contact/<str:token>/", introduction.confirm_introduction, name="confirm_introduction"),
    path("contact/<str:token>/antwoord/", introduction.AnswerByLinkView.as_view(), name="answer_introduction"),
    path("landen/", directory.CountryListView.as_view(), name="countries"),
    path("landen/<slug:iso2>/", directory.CountryDetailView.as_view(), name="country"),
    path("steden/", directory.PlaceListView.as_view(), name="places"),
    path("steden/<slug:slug>/", directory.PlaceDetailView.as_view(), name="place"),
    path("netwerken/", directory.NetworkListView.as_view(), name="networks"),
    path("netwerken/<slug:slug>/", directory.NetworkDetailView.as_view(), name="network"),
    path("mijn/nieuwe-organisatie/", membership.RegisterView.as_view(), name="register"),
    path("mijn/code/", membership.LetterCodeView.as_view(), name="letter_code"),
    path("mijn/uitnodiging/<str:token>/", membership.accept_invitation, name="accept_invitation"),
    path("mijn/organisaties/<slug:slug>/", profile.EditPageView.as_view(), name="edit_page"),
    path("mijn/organisaties/<slug:slug>/voorbeeld/", profile.PreviewView.as_view(), name="preview"),
    path("mijn/organisaties/<slug:slug>/opmaak/", profile.MarkdownView.as_view(), name="markdown"),
    path("mijn/organisaties/<slug:slug>/geschiedenis/", profile.HistoryView.as_view(), name="page_history"),
    path(
        "mijn/organisaties/<slug:slug>/geschiedenis/<slug:kind>/<int:event>/",
        profile.RestoreView.as_view(),
        name="restore_page",
    ),
    path("mijn/organisaties/<slug:slug>/bewerken/<slug:section>/", profile.SectionView.as_view(), name="edit_section"),
    path(
        "mijn/organisaties/<slug:slug>/bewerken/<slug:section>/<int:pk>/",
        profile.SectionView.as_view(),
        name="edit_item",
    ),
    path(
        "mijn/organisaties/<slug:slug>/bewerken/<slug:section>/<int:pk>/verwijderen/",
        profile.RemoveItemView.as_view(),
        name="remove_item",
    ),
    path(
        "mijn/organisaties/<slug:slug>/bewerken/<slug:section>/<int:pk>/concept/",
        profile.DraftView.as_view(),
        name="draft",
    ),
    path("mijn/bevestigen/<str:token>/", confirmation.confirm_by_link, name="confirm_by_link"),
    path("mijn/organisaties/<slug:slug>/bevestigen/", confirmation.ConfirmView.as_view(), name="confirm"),
    path("mijn/organisaties/<slug:slug>/aanvragen/", membership.ClaimView.as_view(), name="claim"),
    path(
        "mijn/organisaties/<slug:slug>/introducties/",
        introduction.IntroductionListView.as_view(),
        name="introductions",
    ),
    path(
        "mijn/organisaties/<slug:slug>/introducties/<int:pk>/",
        introduction.AnswerView.as_view(),
        name="introduction",
    ),
    path("mijn/organisaties/<slug:slug>/mensen/", membership.PeopleView.as_view(), name="people"),
    path("mijn/organisaties/<slug:slug>/mensen/uitnodigen/", membership.InviteView.as_view(), name="invite"),
    path("mijn/organisaties/<slug:slug>/mensen/<int:pk>/", membership.ChangeRoleView.as_view(), name="change_role"),
    path("mijn/organisaties/<slug:slug>/mensen/<int:pk>/verwijderen/", membership.RemoveView.as_view(), name="remove"),
    path(
        "mijn/organisaties/<slug:slug>/uitnodigingen/<int:pk>/intrekken/",
        membership.RevokeInvitationView.as_view(),
        name="revoke_invitation",
    ),
    path("mijn/netwerken/<slug:slug>/", room.RoomView.as_view(), name="room"),
    path("mijn/netwerken/<slug:slug>/berichten/", room.RoomMessagesView.as_view(), name="room_messages"),
    path("mijn/netwerken/<slug:slug>/berichten/nieuw/", room.WriteMessageView.as_view(), name="write_message"),
    path("mijn/netwerken/<slug:slug>/vergaderingen/nieuw/", room.AddMeetingView.as_view(), name="add_meeting"),
    path("mijn/netwerken/<slug:slug>/vergaderingen/<int:pk>/", room.ChangeMeetingView.as_view(), name="change_meeting"),
    path(
        "mijn/netwerken/<slug:slug>/vergaderingen/<int:pk>/verwijderen/",
        room.RemoveMeetingView.as_view(),
        name="remove_meeting",
    ),
    path(
        "mijn/netwerken/<slug:slug>/vergaderingen/<int:pk>/stukken/nieuw/",
        room.AddPaperView.as_view(),
        name="add_paper",
    ),
    path("mijn/netwerken/<slug:slug>/stukken/<int:pk>/", room.PaperView.as_view(), name="paper"),
    path(
        "mijn/netwerken/<slug:slug>/stukken/<int:pk>/verwijderen/", room.RemovePaperView.as_view(), name="remove_paper"
    ),
    path("mijn/organisaties/<slug:slug>/fotos/", picture.PicturesView.as_view(), name="pictures"),
    path("mijn/organisaties/<slug:slug>/fotos/toevoegen/", picture.AddPhotoView.as_view(), name="add_photo"),
    path("mijn/organisaties/<slug:slug>/fotos/logo/", picture.AddLogoView.as_view(), name="add_logo"),
    path("mijn/organisaties/<slug:slug>/fotos/<int:pk>/", picture.ChangePictureView.as_view(), name="change_picture"),
    path(
        "mijn/organisaties/<slug:slug>/fotos/<int:pk>/verwijderen/",
        picture.RemovePictureView.as_view(),
        name="remove_picture",
    ),
]
