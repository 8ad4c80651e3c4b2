"""Loading what the policy note says of Shelter City."""

import json
from pathlib import Path

from organisations.loading import load
from organisations.models import Organisation

from ..models import ShelterProgramme, ShelterTotal


def load_shelter_city(file: Path) -> None:
    said = json.loads(file.read_text(encoding="utf-8"))
    partners = Organisation.objects.filter(slug__in=said["partners"])
    load(ShelterProgramme, {"id": 1}, said["programme"], {"partners": list(partners)})
    total = said["total"]
    load(ShelterTotal, {"year": total.pop("year")}, total)
