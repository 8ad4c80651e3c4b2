"""Keep the narrow table behind the directory: one function says what an entry is, triggers call it.

Triggers, so that an entry is right whoever wrote: the back-office, an import, the loader, or SQL by hand.
"""

from django.db import migrations

# A facet is kind * 10 000 000 + id; the kinds are those of `organisations/facets.py`.
FUNCTIONS = r"""
CREATE FUNCTION plain_text(text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$ SELECT lower(public.unaccent('public.unaccent', $1)) $$;

-- "Stichting De Brug" is found at the B.
CREATE FUNCTION sort_name(text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$ SELECT regexp_replace(plain_text($1), '^((stichting|st\.|vereniging|the|de|het) +)+(?=.)', '') $$;

CREATE FUNCTION refresh_directory_entries(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    DELETE FROM organisations_directoryentry WHERE organisation_id = ANY(ids)
        AND NOT EXISTS (
            SELECT FROM organisations_organisation o WHERE o.id = organisation_id AND o.status = 'active');

    INSERT INTO organisations_directoryentry AS entry (organisation_id, sort_name, confirmed_on, facets, words, vector)
    SELECT o.id, sort_name(o.name), o.confirmed_on,
        ARRAY(
            SELECT 10000000 + country_id FROM organisations_countrypresence WHERE organisation_id = o.id
            UNION SELECT 20000000 + c.continent FROM organisations_countrypresence p
                JOIN organisations_country c ON c.id = p.country_id WHERE p.organisation_id = o.id
            UNION SELECT 30000000 + goal_id FROM organisations_goaltag WHERE organisation_id = o.id
            UNION SELECT 40000000 + theme_id FROM organisations_organisation_themes WHERE organisation_id = o.id
            UNION SELECT 50000000 + o.sector
            UNION SELECT 60000000 + network_id FROM organisations_networkmembership WHERE organisation_id = o.id
            UNION SELECT CASE direction WHEN 'offer' THEN 70000000 ELSE 80000000 END + kind
                FROM organisations_offerorneed WHERE organisation_id = o.id
            UNION SELECT 90000000 + (ascii(l) - 96) * 32 + ascii(substr(l, 2)) - 96 FROM unnest(o.languages) l
            ORDER BY 1
        )::int[],
        plain_text(concat_ws(' ', o.name, o.other_names, around.named)),
        setweight(to_tsvector('simple', plain_text(concat_ws(' ', o.name, o.other_names))), 'A')
        || setweight(to_tsvector('simple', plain_text(around.named)), 'B')
        || setweight(to_tsvector('dutch', plain_text(concat_ws(' ', o.name, o.summary_nl, around.named))), 'B')
        || setweight(to_tsvector('dutch', plain_text(concat_ws(' ', o.description_nl, around.told))), 'C')
        || setweight(to_tsvector('simple', plain_text(concat_ws(' ', o.summary_nl, o.summary_en, o.summary_de))), 'C')
        || setweight(to_tsvector('simple', plain_text(concat_ws(' ', o.description_en, o.description_de, around.told))), 'D')
    FROM organisations_organisation o
    CROSS JOIN LATERAL (
        SELECT
            concat_ws(' ',
                (SELECT string_agg(concat_ws(' ', c.name_nl, c.name_en, c.name_de, l.name_nl, l.name_en, l.name_de), ' ')
                    FROM organisations_countrypresence p JOIN organisations_country c ON c.id = p.country_id
                    LEFT JOIN organisations_place l ON l.id = p.place_id WHERE p.organisation_id = o.id),
                (SELECT string_agg(concat_ws(' ', t.name_nl, t.name_en, t.name_de), ' ')
                    FROM organisations_organisation_themes ot JOIN organisations_theme t ON t.id = ot.theme_id
                    WHERE ot.organisation_id = o.id),
                (SELECT string_agg(concat_ws(' ', n.name_nl, n.name_en, n.name_de), ' ')
                    FROM organisations_networkmembership m JOIN organisations_network n ON n.id = m.network_id
                    WHERE m.organisation_id = o.id)) AS named,
            concat_ws(' ',
                (SELECT string_agg(concat_ws(' ', p.activity_nl, p.activity_en, p.activity_de, p.local_partner), ' ')
                    FROM organisations_countrypresence p WHERE p.organisation_id = o.id),
                (SELECT string_agg(concat_ws(' ', title_nl, title_en, title_de, summary_nl, summary_en, summary_de, partner), ' ')
                    FROM organisations_project WHERE organisation_id = o.id),
                (SELECT string_agg(concat_ws(' ', text_nl, text_en, text_de), ' ')
                    FROM organisations_offerorneed WHERE organisation_id = o.id)) AS told
    ) around
    WHERE o.id = ANY(ids) AND o.status = 'active'
    ON CONFLICT (organisation_id) DO UPDATE SET sort_name = EXCLUDED.sort_name, confirmed_on = EXCLUDED.confirmed_on,
        facets = EXCLUDED.facets, words = EXCLUDED.words, vector = EXCLUDED.vector;
$$;

CREATE FUNCTION refresh_entry_of_organisation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM organisations_directoryentry WHERE organisation_id = OLD.id;
    ELSE
        PERFORM refresh_directory_entries(ARRAY[NEW.id]);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION refresh_entry_of_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM refresh_directory_entries(ARRAY[OLD.organisation_id]);
    END IF;
    IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.organisation_id <> OLD.organisation_id) THEN
        PERFORM refresh_directory_entries(ARRAY[NEW.organisation_id]);
    END IF;
    RETURN NULL;
END $$;

-- A country, place, theme or network got another name: rare, so all entries are made anew.
CREATE FUNCTION refresh_all_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refresh_directory_entries(ARRAY(SELECT id FROM organisations_organisation));
    RETURN NULL;
END $$;
"""

PARTS = ["countrypresence", "goaltag", "organisation_themes", "networkmembership", "offerorneed", "project"]
NAMES = ["country", "place", "theme", "network"]

TRIGGERS = "\n".join(
    [
        "CREATE TRIGGER directory_entry AFTER INSERT OR UPDATE OR DELETE ON organisations_organisation "
        "FOR EACH ROW EXECUTE FUNCTION refresh_entry_of_organisation();",
        *(
            f"CREATE TRIGGER directory_entry AFTER INSERT OR UPDATE OR DELETE ON organisations_{table} "
            "FOR EACH ROW EXECUTE FUNCTION refresh_entry_of_part();"
            for table in PARTS
        ),
        *(
            f"CREATE TRIGGER directory_entries AFTER UPDATE ON organisations_{table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refresh_all_entries();"
            for table in NAMES
        ),
    ]
)

UNDO = "\n".join(
    [
        *(f"DROP TRIGGER directory_entry ON organisations_{table};" for table in ["organisation", *PARTS]),
        *(f"DROP TRIGGER directory_entries ON organisations_{table};" for table in NAMES),
        "DROP FUNCTION refresh_all_entries, refresh_entry_of_part, refresh_entry_of_organisation;",
        "DROP FUNCTION refresh_directory_entries(bigint[]);",
        "DROP FUNCTION sort_name(text);",
        "DROP FUNCTION plain_text(text);",
    ]
)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]

    operations = [migrations.RunSQL(FUNCTIONS + TRIGGERS, UNDO)]
