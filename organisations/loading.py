"""Loading records from files, again and again, without ever undoing what a person did.

What was loaded is remembered. A field that no longer holds its loaded value was edited by a person and is left alone; a
record that is gone was removed by a person and stays away. So a second run changes nothing.
"""

from django.db import models

from .models import LoadedRecord


def load(model: type[models.Model], key: dict, values: dict, many: dict | None = None) -> models.Model | None:
    """Write one record, found by `key`: `values` by field name, `many` with the objects of many-to-many fields.

    Returns the object, or None where a person removed it.
    """
    label = model._meta.label_lower
    name = "/".join(str(value.pk if isinstance(value, models.Model) else value) for value in key.values())
    plain = {field: _plain(value) for field, value in values.items()}
    plain |= {field: sorted(item.pk for item in items) for field, items in (many or {}).items()}

    last = LoadedRecord.objects.filter(model=label, key=name).first()
    record = model._default_manager.filter(**key).first()
    if record is None:
        if last is not None:
            return None
        record = model._default_manager.create(**key, **values)
        for field, items in (many or {}).items():
            getattr(record, field).set(items)
    else:
        before = last.values if last else {}
        changed = [
            field
            for field, value in values.items()
            if _is_untouched(record, field, before) and _plain(getattr(record, field)) != plain[field]
        ]
        for field in changed:
            setattr(record, field, values[field])
        if changed:
            record.save(update_fields=changed)
        for field, items in (many or {}).items():
            present = sorted(getattr(record, field).values_list("pk", flat=True))
            if present == before.get(field, []) and present != plain[field]:
                getattr(record, field).set(items)
    if last is None or last.values != plain:
        LoadedRecord.objects.update_or_create(model=label, key=name, defaults={"values": plain})
    return record


def _is_untouched(record, field, before):
    """Whether a field still holds what was loaded, or, never loaded, what a new record holds."""
    default = record._meta.get_field(field).get_default()
    return _plain(getattr(record, field)) == before.get(field, _plain(default))


def _plain(value):
    """Return a value as JSON keeps it."""
    if isinstance(value, models.Model):
        return value.pk
    return value if isinstance(value, (str, int, float, bool, list, type(None))) else str(value)
