from django.urls import path

from .shelter.feed import StoryFeed
from .views import shelter

app_name = "events"
urlpatterns = [
    path("shelter-city/", shelter.ShelterView.as_view(), name="shelter"),
    path("shelter-city/feed/", StoryFeed(), name="shelter_feed"),
    path("shelter-city/verhalen/<uuid:key>/", shelter.StoryView.as_view(), name="shelter_story"),
    path("shelter-city/verhalen/<uuid:key>/foto-<int:width>.webp", shelter.photo_file, name="shelter_photo"),
]
