"""The Global Goals across all apps: who does what on which goal, as everyone may see it."""
