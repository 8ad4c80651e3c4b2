from django.urls import path, re_path

from globalgoals.urls import urlpatterns as of_the_goals_alone

from . import views

app_name = "globalgoals"
urlpatterns = [
    path("global-goals/", views.GoalListView.as_view(), name="goals"),
    path("global-goals/<int:number>/", views.GoalView.as_view(), name="goal"),
    path("global-goals/<int:number>/<slug:kind>/", views.RecordListView.as_view(), name="records"),
    path("global-goals/overzicht/", views.MatrixView.as_view(), name="matrix"),
    re_path(r"^global-goals/overzicht/(?P<kind>sectoren|landen)\.csv$", views.matrix_csv, name="matrix_csv"),
    path("global-goals/data.csv", views.data_csv, name="data_csv"),
    path("global-goals/data.jsonld", views.data_json_ld, name="data_json_ld"),
    *of_the_goals_alone,
]
