"""An organisation that has members has an owner among them, whoever writes."""

from django.db import migrations

# Deferred to the commit, so that owners can be exchanged; NO KEY UPDATE, because a new member has a key share lock already.
GUARD = """
CREATE FUNCTION an_owner_among_the_members() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint;
BEGIN
    FOREACH touched IN ARRAY ARRAY[OLD.organisation_id, NEW.organisation_id] LOOP
        -- One at a time: two owners who leave at the same moment must see each other go.
        PERFORM FROM organisations_organisation WHERE id = touched FOR NO KEY UPDATE;
        IF EXISTS (SELECT FROM organisations_membership WHERE organisation_id = touched)
            AND NOT EXISTS (SELECT FROM organisations_membership WHERE organisation_id = touched AND role = 'owner')
        THEN
            RAISE EXCEPTION 'organisation % would have members, but no owner', touched
                USING ERRCODE = 'check_violation', CONSTRAINT = 'an_owner_among_the_members';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER an_owner_among_the_members AFTER INSERT OR UPDATE OR DELETE ON organisations_membership
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION an_owner_among_the_members();
"""

UNDO = """
DROP TRIGGER an_owner_among_the_members ON organisations_membership;
DROP FUNCTION an_owner_among_the_members;
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0004_membership")]

    operations = [migrations.RunSQL(GUARD, UNDO)]
