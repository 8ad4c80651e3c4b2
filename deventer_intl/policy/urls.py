from django.urls import path

from . import report_views

app_name = "policy"
urlpatterns = [
    path("rapportage/<slug:plan>/", report_views.ReportView.as_view(), name="report"),
    path("rapportage/<slug:plan>/verschil/", report_views.DifferenceView.as_view(), name="report_difference"),
    path("rapportage/<slug:plan>/<slug:table>.csv", report_views.ReportTableView.as_view(), name="report_table"),
]
