"""The organisation that --scope names."""

from services.organizations.service import OrganizationService


def scope_key(organizations: OrganizationService, name: str | None) -> bytes | None:
    """Find the organisation by name or path; nothing where --scope was not given (the top organisation)."""
    return None if name is None else organizations.resolve(name).key
