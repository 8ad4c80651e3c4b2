"""The functions and triggers by which the database keeps the index of the search.

Made after each migration, by the owner, from `kinds/`; where these changed, the whole index is made anew.
"""

from hashlib import sha256

from django.db import connections, transaction

from .kind import LANGUAGES, Kind
from .kinds import KINDS

ENTRY, CHANGE = "deventer_intl_searchentry", "deventer_intl_searchchange"
CONFIGURATIONS = {"nl": "dutch", "en": "english", "de": "german"}
# Of the longest texts the rest is not looked through: a tsvector has an end, too.
LONGEST_TEXT = 60_000

TOOLS = f"""
-- What is typed and what is called so, alike: small letters without accents, signs as spaces.
CREATE OR REPLACE FUNCTION search_plain(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$ SELECT btrim(regexp_replace(plain_text($1), '[^[:alnum:]]+', ' ', 'g')) $$;

-- In the transaction that changes rows, so that who sees the change sees the note of it. Nobody waits for anybody.
CREATE OR REPLACE FUNCTION search_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        INSERT INTO {CHANGE} (source, ids) VALUES (TG_TABLE_NAME || '.' || TG_ARGV[0], NULL);
    ELSE
        EXECUTE format(
            'INSERT INTO {CHANGE} (source, ids) SELECT %L, array_agg(DISTINCT %I) FROM (%s) c WHERE %I IS NOT NULL HAVING count(*) > 0',
            TG_TABLE_NAME || '.' || TG_ARGV[0], TG_ARGV[0],
            format(CASE TG_OP WHEN 'INSERT' THEN 'SELECT %1$I FROM after' WHEN 'DELETE' THEN 'SELECT %1$I FROM before'
                ELSE 'SELECT %1$I FROM before UNION ALL SELECT %1$I FROM after' END, TG_ARGV[0]),
            TG_ARGV[0]);
    END IF;
    RETURN NULL;
END $$;
"""

REFRESH = """
CREATE OR REPLACE FUNCTION search_refresh_{number}(records bigint[]) RETURNS void LANGUAGE sql AS $$
    DELETE FROM {entry} WHERE kind = {number} AND record = ANY(records);
    INSERT INTO {entry} (
        kind, record, key, title_nl, title_en, title_de, text_nl, text_en, text_de, names, words, vector_nl, vector_en, vector_de,
        facets, day, shown_from, shown_until, interest)
    SELECT {number}, record, key, title_nl, title_en, title_de,
        {texts},
        ARRAY(SELECT DISTINCT name FROM unnest(also || ARRAY[search_plain(title_nl), search_plain(title_en), search_plain(title_de)]) name
            WHERE name <> ''),
        plain_text(concat_ws(' ', title_nl, title_en, title_de, array_to_string(also, ' '), about, summary_nl, summary_en, summary_de)),
        setweight(to_tsvector('simple', plain_text(concat_ws(' ', title_nl, title_en, title_de, array_to_string(also, ' ')))), 'A')
            || setweight(to_tsvector('simple', plain_text(about)), 'B')
            || setweight(to_tsvector('simple', plain_text(concat_ws(' ', summary_nl, summary_en, summary_de))), 'B') || {nl},
        {en}, {de},
        ARRAY(
            SELECT {kind_facet} + {number} UNION SELECT {goal_facet} + goal FROM unnest(goals) goal
            UNION SELECT {country_facet} + country FROM unnest(countries) country
            UNION SELECT {year_facet} + year FROM unnest(years) year
        )::int[],
        day, shown_from, shown_until, {interest}
    FROM (
        SELECT r.{pk} AS record, ARRAY[{key}]::text[] AS key, {columns}, coalesce({about}, '') AS about, {also} AS also,
            {day} AS day, {shown_from} AS shown_from, {shown_until} AS shown_until,
            {arrays}
        FROM {table} r {joins}
        WHERE r.{pk} = ANY(records) AND r.{pk} IN ({published})
    ) found;
$$;
"""

CATCH_UP = """
-- Bring the index up to date with all changes that were noted; who comes second waits, and finds it done.
CREATE OR REPLACE FUNCTION search_catch_up() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    done bigint[];
    records bigint[];
BEGIN
    IF NOT EXISTS (SELECT FROM {change}) THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('search: catch up'));
    -- Each statement from here on sees at least what these notes are about.
    done := ARRAY(SELECT id FROM {change});
{kinds}
    DELETE FROM {change} WHERE id = ANY(done);
END $$;
"""

OF_KIND = """
    IF EXISTS (SELECT FROM {change} WHERE id = ANY(done) AND ids IS NULL AND source = ANY({sources})) THEN
        records := ARRAY(SELECT {pk} FROM {table} UNION SELECT record FROM {entry} WHERE kind = {number});
    ELSE
        WITH noted AS MATERIALIZED (
            SELECT DISTINCT source, unnest(ids) AS id FROM {change} WHERE id = ANY(done) AND source = ANY({sources})
        )
        SELECT array_agg(DISTINCT record) INTO records FROM ({queries}) AS found (record);
    END IF;
    IF cardinality(records) > 0 THEN
        PERFORM search_refresh_{number}(records);
    END IF;
"""
# Noted where everything is to be made anew.
ALL = "*"


def install(using="default", sender=None, **kwargs):
    """Bring functions, triggers and index up to date with `kinds/`; runs after `migrate`, as the owner."""
    if sender is not None and sender.name != "deventer_intl":
        return
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [CHANGE])
        if not cursor.fetchone()[0]:
            return
        wanted = definition(connections[using])
        digest = sha256(wanted.encode()).hexdigest()
        cursor.execute("SELECT obj_description(to_regprocedure('search_catch_up()'), 'pg_proc')")
        if cursor.fetchone()[0] != digest:
            with transaction.atomic(using=using):
                cursor.execute(wanted)
                cursor.execute(f"COMMENT ON FUNCTION search_catch_up() IS '{digest}'")
                cursor.execute(f"INSERT INTO {CHANGE} (source, ids) VALUES (%s, NULL)", [ALL])


def definition(connection) -> str:
    """Return all that the database must know, as SQL."""
    return "\n".join(
        [
            TOOLS,
            *(refresh(kind, connection) for kind in KINDS),
            CATCH_UP.format(change=CHANGE, kinds="".join(map(of_kind, KINDS))),
            *triggers(),
        ]
    )


def refresh(kind: Kind, connection) -> str:
    """Return the function that makes the entries of some records anew, and leaves none of what is not public."""
    from .facets import COUNTRY, GOAL, KIND, SPAN, YEAR

    texts = {
        "title": kind.titles(),
        "summary": kind.in_each_language(kind.summary),
        "text": kind.in_each_language(kind.text),
    }
    columns = [
        f"coalesce({sql}, '') AS {name}_{language}" for name, each in texts.items() for language, sql in each.items()
    ]
    arrays = [
        f"ARRAY(SELECT DISTINCT value FROM ({getattr(kind, name)}) AS v (value) WHERE value IS NOT NULL) AS {name}"
        for name in ("goals", "countries", "years")
    ]
    return REFRESH.format(
        entry=ENTRY,
        columns=", ".join(columns),
        arrays=", ".join(arrays),
        texts=", ".join(
            f"left(concat_ws(E'\\n', nullif(summary_{each}, ''), nullif(text_{each}, '')), {LONGEST_TEXT})" for each in LANGUAGES
        ),
        **{language: vector(language) for language in LANGUAGES},
        **{name: getattr(kind, name) for name in ("number", "key", "about", "also", "joins", "day", "shown_from", "shown_until", "interest")},
        kind_facet=KIND.number * SPAN,
        goal_facet=GOAL.number * SPAN,
        country_facet=COUNTRY.number * SPAN,
        year_facet=YEAR.number * SPAN,
        pk=kind.model._meta.pk.column,
        table=kind.model._meta.db_table,
        published=keys_of(kind.published(), connection),
    )  # fmt: skip


def vector(language: str) -> str:
    parts = [
        f"setweight(to_tsvector('{CONFIGURATIONS[language]}', left(plain_text({name}_{language}), {LONGEST_TEXT})), '{weight}')"
        for name, weight in (("title", "A"), ("summary", "B"), ("text", "C"))
    ]
    return " || ".join(parts)


def keys_of(queryset, connection) -> str:
    """Return the query of the keys of a queryset, as SQL without parameters."""
    sql, parameters = queryset.order_by().values("pk").query.get_compiler(connection=connection).as_sql()
    return connection.ops.compose_sql(sql, parameters)


def of_kind(kind: Kind) -> str:
    sources = kind.sources()
    queries = [
        f"SELECT found.id FROM noted n CROSS JOIN LATERAL ({query}) AS found (id) WHERE n.source = '{source}'"
        for source, query in sources.items()
    ]
    return OF_KIND.format(
        number=kind.number,
        entry=ENTRY,
        change=CHANGE,
        sources=f"'{{{','.join([ALL, *sources])}}}'::text[]",
        queries=" UNION ALL ".join(queries),
        pk=kind.model._meta.pk.column,
        table=kind.model._meta.db_table,
    )


def triggers() -> list[str]:
    """Return the triggers that note changes, on all that an entry of some kind depends on; those of before go first."""
    away = """
        DO $do$ DECLARE old record; BEGIN
            FOR old IN SELECT tgname, tgrelid::regclass AS tab FROM pg_trigger WHERE tgfoid = 'search_note'::regproc LOOP
                EXECUTE format('DROP TRIGGER %I ON %s', old.tgname, old.tab);
            END LOOP;
        END $do$;"""
    made = [
        f"CREATE TRIGGER search_{event.lower()}_{column} AFTER {event} ON {table} {seen} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION search_note('{column}');"
        for table, column in sorted({tuple(source.split(".")) for kind in KINDS for source in kind.sources()})
        for event, seen in (
            ("INSERT", "REFERENCING NEW TABLE AS after"),
            ("DELETE", "REFERENCING OLD TABLE AS before"),
            ("UPDATE", "REFERENCING OLD TABLE AS before NEW TABLE AS after"),
            ("TRUNCATE", ""),
        )
    ]
    return [away, *made]
