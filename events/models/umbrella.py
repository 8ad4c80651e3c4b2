"""What keeps an event from being a part of itself, however far up."""

import pgtrigger

# Two who change at once wait for each other: else each would see no circle.
NO_CIRCLES = pgtrigger.Trigger(
    name="no_umbrellas_in_a_circle",
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("umbrella_id"),
    when=pgtrigger.After,
    condition=pgtrigger.Q(new__umbrella__isnull=False),
    func="""
        PERFORM pg_advisory_xact_lock(hashtext('events: umbrellas'));
        IF EXISTS (
            WITH RECURSIVE above (id) AS (
                SELECT NEW.umbrella_id
                UNION SELECT event.umbrella_id FROM events_event event JOIN above ON event.id = above.id
                WHERE event.umbrella_id IS NOT NULL
            )
            SELECT FROM above WHERE id = NEW.id
        ) THEN
            RAISE EXCEPTION 'event % would be part of itself', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'no_umbrellas_in_a_circle';
        END IF;
        RETURN NULL;
    """,
)
