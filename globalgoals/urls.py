from django.urls import path

from . import views
from .prize import urls as prize_urls

app_name = "globalgoals"
urlpatterns = [
    path("global-goals/", views.GoalListView.as_view(), name="goals"),
    path("global-goals/<int:number>/", views.GoalDetailView.as_view(), name="goal"),
    *prize_urls.urlpatterns,
]
