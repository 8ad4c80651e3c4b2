from django.urls import path

from . import report_views, text_views, views
from .following import views as following_views

app_name = "policy"
urlpatterns = [
    path("", views.PlanView.as_view(), name="policy"),
    path("volgen/", following_views.FollowingView.as_view(), name="following"),
    path("volgen/stop/<str:token>/", following_views.unfollow, name="unfollow"),
    path("cijfers/<slug:slug>/", views.IndicatorView.as_view(), name="indicator"),
    path("cijfers/<slug:slug>.csv", views.indicator_csv, name="indicator_csv"),
    path("cijfers/<slug:slug>.json", views.indicator_json, name="indicator_json"),
    path("cijfers/<slug:slug>.svg", views.indicator_svg, name="indicator_svg"),
    path("cijfers/<slug:slug>/<int:year>/", views.RecordsView.as_view(), name="records"),
    path("cijfers/<slug:slug>/<int:year>.csv", views.RecordsCsvView.as_view(), name="records_csv"),
    path("rapportage/<slug:plan>/", report_views.ReportView.as_view(), name="report"),
    path("rapportage/<slug:plan>/verschil/", report_views.DifferenceView.as_view(), name="report_difference"),
    path("rapportage/<slug:plan>/<slug:table>.csv", report_views.ReportTableView.as_view(), name="report_table"),
    path(
        "rapportage/<slug:plan>/bestand/<int:build>.<slug:ending>",
        report_views.ReportFileView.as_view(),
        name="report_file",
    ),
    path("<slug:slug>/", views.PlanView.as_view(), name="plan"),
    path("<slug:slug>/cijfers.csv", views.figures_csv, name="figures_csv"),
    path("<slug:slug>/tekst/", text_views.TextView.as_view(), name="text"),
    path("<slug:slug>/tekst.md", text_views.text_markdown, name="text_markdown"),
    path("<slug:slug>/<int:number>/", views.ChapterView.as_view(), name="chapter"),
]
