"""A whole case as one zip for the archive: what came in, what went out, what was said, and everything that changed."""

import hashlib
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import IO

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import ForeignKey
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Application, PaymentOrder

CHUNK = 64 * 1024
# In bytes: most systems hold 255, with the ending and a number.
LONGEST_NAME = 180
# Characters that some system refuses in a name, or that turn the direction of reading around.
UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
# Names of devices, on Windows.
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def safe_name(name: str, taken: set[str]) -> str:
    """Return a name for a file in an archive: one part of a path, on any system, that no other file there has.

    >>> safe_name("../../etc/passwd", set()), safe_name("a.pdf", {"a.pdf"})
    ('passwd', 'a-2.pdf')
    """
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    name = UNSAFE.sub("_", name).strip(" .") or "bestand"
    if RESERVED.fullmatch(name):
        name = f"_{name}"
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        stem, dot, ending = name, "", ""
    stem = stem.encode()[:LONGEST_NAME].decode(errors="ignore").rstrip(" .") or "bestand"
    found, number = f"{stem}{dot}{ending}", 1
    # Some systems do not tell A from a.
    while found.casefold() in taken:
        number += 1
        found = f"{stem}-{number}{dot}{ending}"
    taken.add(found.casefold())
    return found


def as_json(value) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def parts_of(application: Application) -> dict[str, list]:
    """Return the records of a case, by the name of their model: those that name it, and what hangs on those."""
    found = {"application": [application]}
    level = {Application: [application.pk]}
    while level:
        following = {}
        for model in apps.get_app_config("subsidies").get_models(include_auto_created=True):
            name = model._meta.model_name
            if hasattr(model, "pgh_tracked_model") or model._meta.proxy or name in found:
                continue
            for field in model._meta.fields:
                if (
                    isinstance(field, ForeignKey)
                    and field.related_model in level
                    and field.related_model not in (model,)
                ):
                    rows = list(
                        model._base_manager.filter(**{f"{field.name}__in": level[field.related_model]}).order_by("pk")
                    )
                    if rows:
                        found[name] = rows
                        following[model] = [row.pk for row in rows]
                    break
        # Orders are of many cases: they are not followed.
        level = {model: pks for model, pks in following.items() if model is not PaymentOrder}
    return without_unsent(found)


def without_unsent(parts: dict[str, list]) -> dict[str, list]:
    """Leave out a report that its applicant did not send in, with what is typed and added to it."""
    unsent = {report.pk for report in parts.get("accountabilityreport", []) if not report.is_sent}
    if not unsent:
        return parts
    kept = {
        name: [row for row in rows if getattr(row, "report_id", None) not in unsent]
        for name, rows in parts.items()
        if name not in ("accountabilityreport", "answers")
    }
    return {name: rows for name, rows in kept.items() if rows}


def record(row) -> dict:
    return {
        field.attname: field.value_from_object(row)
        if field.get_internal_type() != "FileField"
        else str(getattr(row, field.attname))
        for field in row._meta.concrete_fields
    }


def history_of(parts: dict[str, list]) -> Iterator[str]:
    """Yield every change of every record of a case, the first thing first, as lines of JSON."""
    lines = []
    for name, rows in parts.items():
        model = type(rows[0])
        tracked = getattr(model, "pgh_event_model", None) or proxy_events(model)
        if tracked is None:
            continue
        events = events_of(tracked, model, rows)
        lines += [(event["pgh_created_at"], event["pgh_id"], name, event) for event in events]
    for _at, _id, name, event in sorted(lines, key=lambda line: line[:3]):
        yield json.dumps({"model": name, **event}, cls=DjangoJSONEncoder, ensure_ascii=False) + "\n"


def proxy_events(model):
    """Return the history of a table between two models, which a proxy of it keeps."""
    for each in apps.get_app_config("subsidies").get_models():
        if each._meta.proxy and each._meta.concrete_model is model:
            return getattr(each, "pgh_event_model", None)
    return None


def events_of(tracked, model, rows):
    names = {field.name for field in tracked._meta.fields}
    if "pgh_obj" in names:
        return tracked.objects.filter(pgh_obj__in=[row.pk for row in rows]).values()
    for name in ("application", "supplementrequest"):
        if name in names:
            return tracked.objects.filter(**{f"{name}__in": {getattr(row, f"{name}_id") for row in rows}}).values()
    return []


class Archive:
    """Writes a case into a file as a zip, and knows afterwards how many files it holds and the digest of its manifest."""

    def __init__(self, application: Application, target: IO[bytes]):
        self.application, self.files, self.sha256 = application, [], ""
        self.zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)

    def write(self) -> None:
        parts = parts_of(self.application)
        with self.zip:
            self.add_stored("documenten", [(each.file_name, each) for each in parts.get("attachment", [])])
            letters = [
                (f"{each.kind}-{each.made_at:%Y-%m-%d}.pdf", each) for each in parts.get("document", []) if each.file
            ]
            self.add_stored("brieven", letters)
            self.add_stored("fotos", [(each.file_name, each) for each in parts.get("reportphoto", [])])
            self.add_text("case.json", as_json(self.contents(parts)))
            self.add_text("berichten.json", as_json([record(each) for each in parts.get("message", [])]))
            self.add_text("geschiedenis.jsonl", "".join(history_of(parts)))
            manifest = as_json(
                {"reference": self.application.reference, "made_at": timezone.now(), "files": self.files}
            )
            self.sha256 = hashlib.sha256(manifest.encode()).hexdigest()
            self.zip.writestr("manifest.json", manifest)

    def contents(self, parts) -> dict:
        case = self.application
        names = {
            "reference": case.reference,
            "organisation": str(case.organisation),
            "scheme": str(case.ceiling),
            "countries": [str(each) for each in case.countries.all()],
            "goals": [each.number for each in case.goals.all()],
        }
        # The draw is of many cases, and none of their records: how it came to this one is kept with it.
        names["sample"] = [record(each.sample) for each in parts.get("samplecheck", [])]
        return names | {name: [record(row) for row in rows] for name, rows in parts.items()}

    def add_text(self, name, text):
        content = text.encode()
        self.zip.writestr(name, content)
        self.files.append({"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()})

    def add_stored(self, folder, files):
        taken = set()
        for name, row in files:
            path = f"{folder}/{safe_name(name, taken)}"
            digest, size = hashlib.sha256(), 0
            try:
                source = row.file.open("rb")
            except OSError:
                raise ValidationError(
                    _("The file “%(name)s” is not in the storage: nothing was made.") % {"name": name}, code="lost"
                ) from None
            with source, self.zip.open(path, "w") as into:
                while part := source.read(CHUNK):
                    into.write(part)
                    digest.update(part)
                    size += len(part)
            found = {"name": path, "size": size, "sha256": digest.hexdigest(), "original_name": name}
            # What was noted when it came in must be what is there now.
            self.files.append(found | {"as_received": digest.hexdigest() == row.sha256})
