from django.urls import path

app_name = "events"
urlpatterns = [path("agenda/<slug:slug>/", lambda r: None, name="event")]
