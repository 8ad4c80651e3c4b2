"""Who may do what with the page of an organisation."""


def can_manage_people(user, organisation) -> bool:
    """Say whether a user decides who keeps the page of an organisation: its owners do."""
    return organisation.memberships.owners().filter(user=user).exists()
