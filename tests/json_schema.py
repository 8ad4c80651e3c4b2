"""As much of JSON Schema 2020-12 as the schemas of 360Giving use; an unknown keyword is an error, not passed over."""

import re
from datetime import datetime
from urllib.parse import urlsplit

SAID = {
    "$id",
    "$schema",
    "$defs",
    "title",
    "description",
    "codelist",
    "openCodelist",
    "rollUp",
    "weight",
    "deprecated",
    "version",
}
TYPES = {"object": dict, "array": list, "string": str, "number": (int, float), "null": type(None), "boolean": bool}


def is_date_time(text):
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\dT.+(Z|[+-]\d\d:\d\d)", text)) and bool(datetime.fromisoformat(text))


FORMATS = {"date-time": is_date_time, "uri": lambda text: bool(urlsplit(text).scheme)}
CHECKS = {
    "type": lambda value, named, _check: any(
        isinstance(value, TYPES[name]) for name in (named if isinstance(named, list) else [named])
    ),
    "enum": lambda value, allowed, _check: value in allowed,
    "required": lambda value, names, _check: set(names) <= set(value),
    "minItems": lambda value, number, _check: len(value) >= number,
    "minLength": lambda value, number, _check: len(value) >= number,
    "minProperties": lambda value, number, _check: len(value) >= number,
    "minimum": lambda value, number, _check: value >= number,
    "uniqueItems": lambda value, _unique, _check: len({str(each) for each in value}) == len(value),
    "pattern": lambda value, pattern, _check: re.search(pattern, value) is not None,
    "format": lambda value, name, _check: FORMATS[name](value),
    "oneOf": lambda value, schemas, check: sum(not list(check(value, schema)) for schema in schemas) == 1,
    "anyOf": lambda value, schemas, check: any(not list(check(value, schema)) for schema in schemas),
    "not": lambda value, schema, check: bool(list(check(value, schema))),
}


def mistakes(value, schema, known, root=None, where="$"):
    """Yield what is wrong with a value; `known` are schemas by address, a reference within one stays in it."""
    root = root or schema

    def check(value, schema):
        return mistakes(value, schema, known, root, where)

    for keyword, asked in schema.items():
        if keyword == "$ref":
            target = known.get(asked)
            inner = target or root["$defs"][asked.removeprefix("#/$defs/")]
            yield from mistakes(value, inner, known, target or root, where)
        elif keyword == "properties":
            for name in set(asked) & set(value if isinstance(value, dict) else ()):
                yield from mistakes(value[name], asked[name], known, root, f"{where}.{name}")
        elif keyword == "items":
            for number, each in enumerate(value):
                yield from mistakes(each, asked, known, root, f"{where}[{number}]")
        elif keyword not in SAID and not CHECKS[keyword](value, asked, check):
            yield f"{where}: {keyword}"
