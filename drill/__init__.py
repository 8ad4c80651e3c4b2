"""The restore drill: `make drill` (docs/operations.md)."""
