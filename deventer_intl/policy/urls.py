from django.urls import path

from . import following_views

app_name = "policy"
urlpatterns = [
    path("volgen/", following_views.FollowingView.as_view(), name="following"),
    path("volgen/stop/<str:token>/", following_views.unfollow, name="unfollow"),
]
