from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path

from organisations.views.picture import picture_file

from . import goal_claim_views, views
from .accounts import single_sign_on_views
from .accounts import views as account_views
from .goals.community import community
from .search.views import search
from .sitemaps import SITEMAPS

handler400 = "deventer_intl.views.bad_request"
handler404 = "deventer_intl.views.page_not_found"
handler429 = "deventer_intl.views.too_many_requests"

urlpatterns = [
    path("beheer/", admin.site.urls),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    re_path(r"^media/(?P<digest>[0-9a-f]{32})-(?P<width>[1-9][0-9]{0,3})\.webp$", picture_file, name="picture_file"),
    path("favicon.ico", views.favicon, name="favicon"),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("zoeken/", search, name="search"),
        path("account/", include("allauth.account.urls")),
        path("account/2fa/", include("allauth.mfa.urls")),
        path("account/oidc/adres/", single_sign_on_views.SignupView.as_view(), name="socialaccount_signup"),
        path("account/oidc/<slug:provider_id>/login/", single_sign_on_views.login, name="openid_connect_login"),
        path(
            "account/oidc/<slug:provider_id>/login/callback/",
            single_sign_on_views.callback,
            name="openid_connect_callback",
        ),
        path("account/sessies/", include("allauth.usersessions.urls")),
        path("account/adres-terug/<str:token>/", account_views.undo_change_of_address, name="undo_change_of_address"),
        path("mijn/", account_views.member_home, name="member_home"),
        path("mijn/gegevens/", account_views.my_details, name="my_details"),
        path("mijn/gegevens/download/", account_views.download_my_data, name="download_my_data"),
        path("mijn/gegevens/verwijderen/", account_views.delete_account, name="delete_account"),
        path(
            "mijn/organisaties/<slug:slug>/doelen-bevestigen/",
            goal_claim_views.ConfirmGoalsView.as_view(),
            name="confirm_goals",
        ),
        path("nieuws/", include("deventer_intl.news.urls")),
        # /steden/bezoeken/ before /steden/<slug>/.
        path("", include("events.urls")),
        path("", include("organisations.urls")),
        path("", include("subsidies.urls")),
        path("global-goals/samen/", community, name="community"),
        path("", include("deventer_intl.practices.urls")),
        path("", include("deventer_intl.goals.urls")),
        path("beleid/", include("deventer_intl.policy.urls")),
        path("<slug:slug>/", views.PageView.as_view(), name="page"),
        prefix_default_language=False,
    ),
]

if settings.DEBUG:
    urlpatterns = [path("dev/mail/", views.development_mail, name="development_mail"), *urlpatterns]
