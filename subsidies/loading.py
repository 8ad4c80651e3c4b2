"""Loading schemes from files. What was published stays as it is: a year that has rules gets no others from here."""

import json
from datetime import date, datetime
from pathlib import Path

from django.utils import timezone

from organisations.loading import load

from .models import Ceiling, CeilingVersion, EligibilityQuestion, Evidence, Purpose, Scheme, SchemeVersion

LANGUAGES = ("nl", "en", "de")


def load_schemes(folder: Path) -> None:
    """Write what `schemes.json` and the texts beside it say. Names of schemes follow the file, rules are loaded once."""
    rows = json.loads((folder / "schemes.json").read_text(encoding="utf-8"))
    # All schemes first: a question may lead to another one.
    schemes = {row["slug"]: load_scheme(row) for row in rows}
    for row in rows:
        if scheme := schemes[row["slug"]]:
            load_year(scheme, row, texts_of(folder, row["slug"]))


def load_scheme(row: dict) -> Scheme | None:
    names = {f"name_{language}": row[f"name_{language}"] for language in LANGUAGES}
    return load(Scheme, {"slug": row["slug"]}, {"code": row["code"], "position": row["position"], **names})


def texts_of(folder: Path, slug: str) -> dict[str, str]:
    """Return the long texts, each a Markdown file."""
    return {
        f"{name}_{language}": (folder / f"{slug}.{name}.{language}.md").read_text(encoding="utf-8").strip()
        for name in ("conditions", "rules")
        for language in LANGUAGES
    }


def load_year(scheme: Scheme, row: dict, texts: dict[str, str]) -> None:
    ceiling, _made = Ceiling.objects.get_or_create(scheme=scheme, year=row["year"])
    if not ceiling.versions.exists():
        days = {name: date.fromisoformat(row["ceiling"][name]) for name in ("published_on", "in_force_from")}
        CeilingVersion.objects.create(ceiling=ceiling, number=1, amount=row["ceiling"]["amount"], **days)
    if ceiling.scheme_versions.exists():
        return
    version = SchemeVersion.objects.create(ceiling=ceiling, number=1, **values_of(row["version"]), **texts)
    for position, labels in enumerate(row["purposes"], 1):
        labels = {f"label_{language}": text for language, text in zip(LANGUAGES, labels, strict=True)}
        Purpose.objects.create(version=version, position=position, **labels)
    for position, values in enumerate(row["evidence"], 1):
        Evidence.objects.create(version=version, position=position, **values)
    for position, values in enumerate(row["questions"], 1):
        elsewhere = Scheme.objects.filter(slug=values.pop("elsewhere", None)).first()
        EligibilityQuestion.objects.create(version=version, position=position, elsewhere=elsewhere, **values)
    version.published_at = timezone.now()
    version.save()


def values_of(row: dict) -> dict:
    """Return what a version fixes, with days and moments as such."""
    moments = {name: datetime.fromisoformat(row[name]) for name in ("opens_at", "closes_at")}
    days = {name: date.fromisoformat(row[name]) for name in ("in_force_from", "activity_from", "activity_until")}
    return {**row, **moments, **days}
