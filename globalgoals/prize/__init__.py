"""The Deventer4GlobalGoals prize: nominating, consent, the jury, the announcement (models in `globalgoals.models`)."""
