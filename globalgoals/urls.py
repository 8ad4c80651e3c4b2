from django.urls import path

from . import views

app_name = "globalgoals"
urlpatterns = [
    path("global-goals/", views.GoalListView.as_view(), name="goals"),
    path("global-goals/<int:number>/", views.GoalDetailView.as_view(), name="goal"),
]
