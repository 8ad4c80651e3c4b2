from django.urls import path

from .views import directory, membership, picture

app_name = "organisations"
urlpatterns = [
    path("organisaties/", directory.OrganisationListView.as_view(), name="organisations"),
    path("organisaties.csv", directory.organisations_csv, name="organisations_csv"),
    path("organisaties.json", directory.organisations_json, name="organisations_json"),
    path("organisaties/<slug:slug>/", directory.OrganisationDetailView.as_view(), name="organisation"),
    path("landen/", directory.CountryListView.as_view(), name="countries"),
    path("landen/<slug:iso2>/", directory.CountryDetailView.as_view(), name="country"),
    path("steden/", directory.PlaceListView.as_view(), name="places"),
    path("steden/<slug:slug>/", directory.PlaceDetailView.as_view(), name="place"),
    path("netwerken/", directory.NetworkListView.as_view(), name="networks"),
    path("netwerken/<slug:slug>/", directory.NetworkDetailView.as_view(), name="network"),
    path("mijn/nieuwe-organisatie/", membership.RegisterView.as_view(), name="register"),
    path("mijn/code/", membership.LetterCodeView.as_view(), name="letter_code"),
    path("mijn/uitnodiging/<str:token>/", membership.accept_invitation, name="accept_invitation"),
    path("mijn/organisaties/<slug:slug>/aanvragen/", membership.ClaimView.as_view(), name="claim"),
    path("mijn/organisaties/<slug:slug>/mensen/", membership.PeopleView.as_view(), name="people"),
    path("mijn/organisaties/<slug:slug>/mensen/uitnodigen/", membership.InviteView.as_view(), name="invite"),
    path("mijn/organisaties/<slug:slug>/mensen/<int:pk>/", membership.ChangeRoleView.as_view(), name="change_role"),
    path("mijn/organisaties/<slug:slug>/mensen/<int:pk>/verwijderen/", membership.RemoveView.as_view(), name="remove"),
    path(
        "mijn/organisaties/<slug:slug>/uitnodigingen/<int:pk>/intrekken/",
        membership.RevokeInvitationView.as_view(),
        name="revoke_invitation",
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
