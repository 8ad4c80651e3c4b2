"""What PostgreSQL refuses of a decision, whoever asks."""

import pgtrigger

# Four eyes, for everybody who assessed: not only for who handed it over.
ASSESSOR_DOES_NOT_DECIDE = pgtrigger.Trigger(
    name="assessor_does_not_decide",
    operation=pgtrigger.Insert,
    when=pgtrigger.Before,
    func="""
        IF EXISTS (SELECT 1 FROM subsidies_assessment
                   WHERE application_id = NEW.application_id AND assessor_id = NEW.decided_by_id) THEN
            RAISE EXCEPTION 'whoever assessed an application does not decide on it'
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'decision_four_eyes';
        END IF;
        RETURN NEW;
    """,
)

# A correction changes words: no outcome, no amount. Only one of the two is ever made known first.
CORRECTION_KEEPS = pgtrigger.Trigger(
    name="correction_keeps",
    operation=pgtrigger.Insert,
    when=pgtrigger.Before,
    condition=pgtrigger.Q(new__corrects__isnull=False),
    func="""
        PERFORM 1 FROM subsidies_decision corrected
            WHERE corrected.id = NEW.corrects_id AND corrected.application_id = NEW.application_id
                AND (corrected.kind, corrected.outcome, corrected.amount, corrected.advance, corrected.settlement_path)
                    = (NEW.kind, NEW.outcome, NEW.amount, NEW.advance, NEW.settlement_path)
                AND corrected.objection_id IS NOT DISTINCT FROM NEW.objection_id
            FOR UPDATE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'a correction has the outcome and the amounts of what it corrects'
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'correction_keeps';
        END IF;
        RETURN NEW;
    """,
)
CORRECTED_IS_NOT_ANNOUNCED = pgtrigger.Trigger(
    name="corrected_is_not_announced",
    operation=pgtrigger.UpdateOf("announced_at"),
    when=pgtrigger.Before,
    condition=pgtrigger.Q(old__announced_at__isnull=True, new__announced_at__isnull=False),
    func="""
        IF EXISTS (SELECT 1 FROM subsidies_decision WHERE corrects_id = NEW.id) THEN
            RAISE EXCEPTION 'what was corrected is not announced any more'
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'corrected_is_not_announced';
        END IF;
        RETURN NEW;
    """,
)

# Awb 4:46 lid 1: what is settled is at most what was granted, by the last decision that granted, lowered or settled.
SETTLED_WITHIN_GRANT = pgtrigger.Trigger(
    name="settled_within_grant",
    operation=pgtrigger.Insert,
    when=pgtrigger.Before,
    condition=pgtrigger.Q(new__kind__in=["settlement", "change"], new__corrects__isnull=True),
    declare=[("granted", "bigint")],
    func="""
        SELECT amount INTO granted FROM subsidies_decision
            WHERE application_id = NEW.application_id
                AND outcome IN ('grant', 'grant-in-part', 'lower', 'revoke', 'settle', 'settle-lower')
            ORDER BY decided_at DESC, id DESC LIMIT 1;
        IF granted IS NULL OR NEW.amount > granted OR (NEW.outcome = 'settle' AND NEW.amount <> granted) THEN
            RAISE EXCEPTION 'no more is settled than was granted'
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'settled_within_grant';
        END IF;
        RETURN NEW;
    """,
)

# Awb 10:3 lid 3: nobody decides on an objection against a decision of his or her own; and only on what it is against.
OBJECTION_BY_ANOTHER = pgtrigger.Trigger(
    name="objection_by_another",
    operation=pgtrigger.Insert,
    when=pgtrigger.Before,
    condition=pgtrigger.Q(new__objection__isnull=False),
    func="""
        PERFORM 1 FROM subsidies_objection objection
            JOIN subsidies_decision disputed ON disputed.id = objection.decision_id
            WHERE objection.id = NEW.objection_id AND disputed.application_id = NEW.application_id
                AND disputed.decided_by_id <> NEW.decided_by_id;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'somebody else decides on an objection than who took the decision'
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'objection_by_another';
        END IF;
        RETURN NEW;
    """,
)

# Awb 7:11: who objects does not come out worse; and it is decided once, while it stands (Awb 6:21, 7:10).
OBJECTION_NOT_WORSE = pgtrigger.Trigger(
    name="objection_not_worse",
    operation=pgtrigger.Insert,
    when=pgtrigger.Before,
    condition=pgtrigger.Q(new__objection__isnull=False, new__corrects__isnull=True),
    declare=[("disputed", "record"), ("stands", "record")],
    func="""
        SELECT decision.outcome, decision.amount INTO disputed FROM subsidies_objection objection
            JOIN subsidies_decision decision ON decision.id = objection.decision_id
            WHERE objection.id = NEW.objection_id;
        IF NEW.outcome IN ('grant', 'grant-in-part', 'settle', 'settle-lower') AND NEW.amount < disputed.amount
            OR NEW.outcome = 'recover' AND (disputed.outcome <> 'recover' OR NEW.amount >= disputed.amount)
        THEN
            RAISE EXCEPTION 'nobody comes out worse by objecting'
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'objection_not_worse';
        END IF;
        SELECT result, withdrawn_on INTO stands FROM subsidies_objection WHERE id = NEW.objection_id FOR UPDATE;
        IF stands.result <> '' OR stands.withdrawn_on IS NOT NULL THEN
            RAISE EXCEPTION 'this objection was decided on or withdrawn'
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'objection_is_open';
        END IF;
        RETURN NEW;
    """,
)
