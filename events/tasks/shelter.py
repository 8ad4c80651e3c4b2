"""Jobs about Shelter City. Nothing of it stands in their arguments."""

from procrastinate.contrib.django import app

from ..actions import shelter, shelter_story
from ..shelter import photo_files


@app.periodic(cron="2 * * * *")
@app.task(queueing_lock="remove_stories_that_are_over")
def remove_stories_that_are_over(timestamp: int):
    """Remove what was public by a consent that is over, and files that no photo names."""
    shelter_story.remove_what_is_over()
    photo_files.remove_unneeded()


@app.periodic(cron="17 4 * * *")
@app.task(queueing_lock="forget_shelter_city")
def forget_shelter_city(timestamp: int):
    """Retention: places a year after their half-year, consents a year after they ended."""
    shelter.forget_past_places()
    shelter_story.forget_consents()
