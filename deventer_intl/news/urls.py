from django.urls import path

from . import views
from .feeds import NewsFeed

app_name = "news"
urlpatterns = [
    path("", views.NewsListView.as_view(), name="items"),
    path("feed/", NewsFeed(), name="feed"),
    path("abonneren/", views.SubscribeView.as_view(), name="subscribe"),
    path("abonneren/<str:token>/", views.confirm, name="confirm"),
    path("afmelden/<uuid:key>/", views.unsubscribe, name="unsubscribe"),
    path("<slug:slug>/", views.NewsItemView.as_view(), name="item"),
]
