"""Fill a scratch database with fictitious organisations, events and missions, the same ones each time."""

from .scratch import without_triggers

TABLES = [
    f"organisations_{name}"
    for name in (
        "organisation", "organisation_themes", "countrypresence", "goaltag", "project", "offerorneed",
        "networkmembership", "citytie_organisations", "directoryentry", "exportprofile", "exportprofile_countries",
    )
] + [
    f"events_{name}"
    for name in (
        "event", "event_countries", "event_goals",
        "mission", "mission_places", "mission_countries", "mission_goals", "missioncompany", "missionitem",
    )
]  # fmt: skip
# Which get their numbers here: whoever adds one later gets a number that none has.
NUMBERED = ["organisations_organisation", "organisations_exportprofile", "events_event", "events_mission"]
# So many events at most, however many organisations there are: an agenda of twenty years.
MOST_EVENTS = 5_000
# One mission for so many organisations, and so many at most.
ORGANISATIONS_A_MISSION, MOST_MISSIONS = 10, 200
# Emptied along with the organisations, and guarded against just that.
ALONG = ["subsidies_ledgerentry"]

# `pick(n, salt, size)` is a number under `size` that looks like chance; raised to a power, low numbers come more often.
ORGANISATIONS = """
CREATE FUNCTION pick(n bigint, salt int, size bigint, power float DEFAULT 1) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
    SELECT floor(size * power((hashint8extended(n, salt) & 1048575) / 1048576.0, power))::bigint
$$;

CREATE TEMPORARY TABLE words AS SELECT ARRAY[
    'water', 'onderwijs', 'muziek', 'zorg', 'landbouw', 'sport', 'techniek', 'vrouwen', 'kinderen', 'energie',
    'theater', 'handel', 'natuur', 'bouwen', 'boeken', 'koffie', 'verkeer', 'wonen', 'textiel', 'muziekschool'
] AS w;
CREATE TEMPORARY TABLE nations AS SELECT row_number() OVER (ORDER BY length(name_nl), iso2) - 1 AS n, id, name_nl FROM organisations_country;

INSERT INTO organisations_organisation (
    id, name, other_names, slug, status, legal_form, kvk_number, sector, summary_nl, summary_en, summary_de,
    description_nl, description_en, description_de, languages, founded_year, website, social_links, contact_name, email, phone,
    shows_contact, confirmed_on, source)
SELECT i, 'Stichting ' || initcap(w[1 + pick(i, 1, 20, 2)]) || ' ' || nations.name_nl || ' ' || i, '', 'organisatie-' || i,
    'active', 'foundation', NULL, 1 + pick(i, 2, 7, 2),
    'Wij werken met partners in ' || nations.name_nl || ' aan ' || w[1 + pick(i, 1, 20, 2)] || ' en ' || w[1 + pick(i, 3, 20)] || '.',
    'With partners in ' || nations.name_nl || ' we work on ' || w[1 + pick(i, 1, 20, 2)] || '.', '',
    repeat('Met scholen, bedrijven en vrijwilligers uit Deventer bouwen wij aan ' || w[1 + pick(i, 4, 20)] || '. ', 8), '', '',
    ARRAY['nl', 'en'], 1950 + pick(i, 5, 70), 'https://www.voorbeeld.example/' || i, '{}', '', '', '', false,
    date '2026-10-01' - pick(i, 6, 500)::int, ''
FROM generate_series(1, %(size)s) i CROSS JOIN words JOIN nations ON nations.n = pick(i, 7, (SELECT count(*) FROM nations), 3);

INSERT INTO organisations_countrypresence (organisation_id, country_id, activity_nl, activity_en, activity_de, local_partner, since_year, source)
SELECT DISTINCT ON (i, nations.id) i, nations.id, 'Samen met een school en een gezondheidspost in de streek.', '', '', 'Partner ' || i, 2010, ''
FROM generate_series(1, %(size)s) i CROSS JOIN generate_series(0, 2) p
JOIN nations ON nations.n = pick(i, 7 + p::int, (SELECT count(*) FROM nations), 3)
WHERE p <= pick(i, 8, 3);

INSERT INTO organisations_goaltag (organisation_id, goal_id, rank, motivation_nl, motivation_en, motivation_de)
SELECT i, 1 + (pick(i, 10, 17) + 5 * r) %% 17, 1 + r, 'Omdat het een van onze doelen raakt.', '', ''
FROM generate_series(1, %(size)s) i CROSS JOIN generate_series(0, 2) r WHERE r <= pick(i, 11, 3);

INSERT INTO organisations_organisation_themes (organisation_id, theme_id)
SELECT i, theme.id FROM generate_series(1, %(size)s) i
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n, count(*) OVER () AS size FROM organisations_theme) theme
ON theme.n IN (pick(i, 12, theme.size), pick(i, 13, theme.size));

INSERT INTO organisations_project (organisation_id, kind, title_nl, title_en, title_de, summary_nl, summary_en, summary_de, country_id, partner, since_year,
    result_nl, result_en, result_de, source)
SELECT i, (ARRAY['aid', 'exchange', 'erasmus', 'trade'])[1 + pick(i, 14 + p::int, 4)], 'Project ' || p, '', '',
    'Een project van twee jaar met een plaatselijke partner.', '', '', nations.id, 'Partner', 2020 + p, '', '', '', ''
FROM generate_series(1, %(size)s) i CROSS JOIN generate_series(1, 2) p JOIN nations ON nations.n = pick(i, 7, 100, 3)
WHERE p <= pick(i, 17, 3);

INSERT INTO organisations_offerorneed (organisation_id, direction, kind, text_nl, text_en, text_de)
SELECT i, CASE d WHEN 1 THEN 'offer' ELSE 'need' END, 1 + pick(i, 18 + d::int, 8), 'Wij delen graag wat wij weten.', '', ''
FROM generate_series(1, %(size)s) i CROSS JOIN generate_series(1, 2) d WHERE d <= pick(i, 20, 3);

INSERT INTO organisations_networkmembership (organisation_id, network_id, role, source)
SELECT i, network.id, '', '' FROM generate_series(1, %(size)s) i
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n, count(*) OVER () AS size FROM organisations_network) network
ON network.n = pick(i, 21, network.size * 3);

INSERT INTO events_event (
    id, uid, slug, kind, status, audience, title_nl, title_en, title_de, summary_nl, summary_en, summary_de,
    description_nl, description_en, description_de, report_nl, report_en, report_de, starts_at, ends_at, zone, is_all_day,
    venue, online_url, place_id, organiser_id, network_id, differs_from_series, sequence, created_at, updated_at, published_at,
    cancelled_at, reason_nl, reason_en, reason_de)
SELECT i, md5(i::text)::uuid, 'bijeenkomst-' || i,
    (ARRAY['network', 'theme', 'lecture', 'fair', 'sport', 'culture'])[1 + pick(i, 30, 6)],
    CASE pick(i, 31, 20) WHEN 0 THEN 'cancelled' ELSE 'published' END, 'everyone',
    'Bijeenkomst over ' || w[1 + pick(i, 32, 20)] || ', nummer ' || i, 'Meeting about ' || w[1 + pick(i, 32, 20)] || ', number ' || i, '',
    'Wat wij leerden van onze partners; met een gesprek, soep en muziek na afloop.', '', '',
    repeat('Met scholen, bedrijven en vrijwilligers praten wij over ' || w[1 + pick(i, 33, 20)] || '. ', 6), '', '', '', '', '',
    day + interval '19 hours 30 minutes', day + interval '21 hours 30 minutes', 'Europe/Amsterdam', false,
    'Burgerzaal, Grote Kerkhof 1', '', place.id, 1 + pick(i, 34, %(size)s), network.id, false, pick(i, 35, 3), now(), now(), now(),
    CASE pick(i, 31, 20) WHEN 0 THEN now() END, '', '', ''
FROM generate_series(1, %(events)s) i CROSS JOIN words
-- From two months ago, up to ten a day.
CROSS JOIN LATERAL (SELECT current_date - 60 + (i %% 560)::int AS day) days
LEFT JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM organisations_place) place ON place.n = pick(i, 36, 200)
LEFT JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM organisations_network) network ON network.n = pick(i, 37, 12);

INSERT INTO events_event_countries (event_id, country_id)
SELECT i, nations.id FROM generate_series(1, %(events)s) i JOIN nations ON nations.n = pick(i, 38, 100, 2);

INSERT INTO events_event_goals (event_id, goal_id, rank, motivation_nl, motivation_en, motivation_de)
SELECT i, 1 + pick(i, 39, 17), 1, '', '', '' FROM generate_series(1, %(events)s) i;

INSERT INTO organisations_exportprofile (id, organisation_id, is_listed, industry, products_nl, products_en, products_de, since_year, certificates, shows_contact)
SELECT id, id, true, (ARRAY['food', 'machines', 'energy', 'water', 'health', 'digital', 'creative', 'other'])[1 + pick(id, 40, 8)],
    'Machines en onderdelen voor ' || w[1 + pick(id, 41, 20)] || ', ook op maat.', '', '', 1980 + pick(id, 42, 40), 'ISO 9001', false
FROM organisations_organisation CROSS JOIN words WHERE sector = 2;

INSERT INTO organisations_exportprofile_countries (exportprofile_id, country_id)
SELECT DISTINCT profile.id, nations.id FROM organisations_exportprofile profile CROSS JOIN generate_series(0, 3) c
JOIN nations ON nations.n = pick(profile.id, 43 + c, 100, 2);

-- An idea, open, in preparation, in its follow-up, closed: one of each in turn.
INSERT INTO events_mission (
    id, slug, kind, stage, is_published, title_nl, title_en, title_de, summary_nl, summary_en, summary_de,
    description_nl, description_en, description_de, report_nl, report_en, report_de, starts_on, ends_on, zone, apply_until,
    most_companies, fee, fee_note_nl, fee_note_en, fee_note_de, voucher_url, led_by_id, reason_nl, reason_en, reason_de, source, created_at,
    told_at, industries)
SELECT i, 'missie-' || i, (ARRAY['outgoing', 'incoming', 'fair'])[1 + pick(i, 50, 3)],
    (ARRAY['idea', 'open', 'preparing', 'follow_up', 'closed'])[1 + i %% 5], true,
    'Handelsmissie ' || i || ' over ' || w[1 + pick(i, 51, 20)], '', '',
    'Bedrijven uit Deventer ontmoeten bedrijven daar, en praten met wie er de weg weet.', '', '',
    repeat('Wij bezoeken fabrieken en praten over ' || w[1 + pick(i, 52, 20)] || '. ', 8), '', '', '', '', '',
    starts_on, starts_on + 3, 'Europe/Amsterdam', CASE i %% 5 WHEN 1 THEN current_date + 30 END, 15, 125000, '', '', '', '',
    1 + pick(i, 53, %(size)s), '', '', '', '', now(), CASE WHEN i %% 5 >= 2 THEN now() END,
    ARRAY[(ARRAY['food', 'machines', 'energy', 'water', 'health', 'digital'])[1 + pick(i, 57, 6)]]
FROM generate_series(1, %(missions)s) i CROSS JOIN words
CROSS JOIN LATERAL (SELECT current_date + (ARRAY[NULL, 60, 20, -10, -400 - i])[1 + i %% 5] AS starts_on) days;

INSERT INTO events_mission_places (mission_id, place_id)
SELECT i, place.id FROM generate_series(1, %(missions)s) i
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM organisations_place) place ON place.n IN (pick(i, 54, 8), 8 + pick(i, 55, 8));

INSERT INTO events_mission_countries (mission_id, country_id)
SELECT i, nations.id FROM generate_series(1, %(missions)s) i JOIN nations ON nations.n = pick(i, 56, 100, 2);

INSERT INTO events_mission_goals (mission_id, goal_id, rank, motivation_nl, motivation_en, motivation_de)
SELECT i, 1 + pick(i, 58, 17), 1, '', '', '' FROM generate_series(1, %(missions)s) i;

-- Fifteen companies each; once the delegation is fixed, twelve of them go.
INSERT INTO events_missioncompany (
    mission_id, organisation_id, state, offers, seeks, languages, targets, applied_at, reason, decided_at, withdrawal_reason, industries)
SELECT i, 1 + (pick(i, 59, %(size)s) + 7 * k) %% %(size)s, CASE WHEN i %% 5 < 2 THEN 'applied' WHEN k < 12 THEN 'selected' ELSE 'declined' END,
    'Onderdelen op maat, snel geleverd.', 'Een partner die ze verkoopt.', ARRAY['nl', 'en'], 'Drie contacten, een proef.', now(),
    CASE WHEN i %% 5 < 2 THEN '' ELSE 'Zo zijn alle branches vertegenwoordigd.' END, CASE WHEN i %% 5 >= 2 THEN now() END, '', ARRAY['water']
FROM generate_series(1, %(missions)s) i CROSS JOIN generate_series(0, 14) k WHERE i %% 5 > 0;

INSERT INTO events_party (mission_id, company_id, contact_name, contact_phone) SELECT mission_id, id, '', '' FROM events_missioncompany;

INSERT INTO events_missionitem (
    uid, sequence, mission_id, kind, title_nl, title_en, title_de, note_nl, note_en, note_de, starts_at, ends_at, zone, ends_zone,
    venue, place_id, host, is_public, changed_at)
SELECT md5('item ' || mission.id || ' ' || k)::uuid, 0, mission.id, (ARRAY['visit', 'session', 'reception', 'travel'])[1 + k %% 4],
    'Bezoek aan fabriek ' || k, '', '', 'Met een rondleiding en een gesprek.', '', '', begins, begins + interval '1 hour',
    'Europe/Amsterdam', '', 'Haven 12', NULL, 'De kamer van koophandel', k %% 4 > 0, now()
FROM events_mission mission CROSS JOIN generate_series(0, 19) k
CROSS JOIN LATERAL (SELECT starts_on + (k / 5) + interval '9 hours' + (k %% 5) * interval '2 hours' AS begins) moments
WHERE starts_on IS NOT NULL;

SELECT refresh_directory_entries(ARRAY(SELECT id FROM organisations_organisation));

-- The triggers that note what changes were off.
INSERT INTO deventer_intl_searchchange (source, ids) VALUES ('*', NULL);

SELECT search_catch_up();
"""


def fill(connection, size):
    """Replace the organisations of a scratch database by `size` fictitious ones, with events and missions; `connection` is its owner's (psycopg).

    Triggers are off meanwhile, so nothing of it is history, and the entries are made in one go.
    """
    numbers = {
        "size": size,
        "events": min(size, MOST_EVENTS),
        "missions": min(size // ORGANISATIONS_A_MISSION, MOST_MISSIONS),
    }
    with without_triggers(connection, [*TABLES, *ALONG]):
        connection.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")
        for statement in ORGANISATIONS.split(";\n\n"):
            connection.execute(statement, numbers)
        for table in NUMBERED:
            connection.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
