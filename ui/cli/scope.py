"""How the command line names organisations: what --scope takes, and what is printed to be found again."""

from collections import Counter

from models.keys import Key
from services.organizations.service import PATH_SEPARATOR, OrganizationService


def scope_key(organizations: OrganizationService, name: str | None) -> bytes | None:
    """Find the organisation by name or path; nothing where --scope was not given (the top organisation)."""
    return None if name is None else organizations.resolve(name).key


def telling_names(organizations: OrganizationService) -> dict[Key, str]:
    """Name every organisation so that --scope finds it: its name, with so much of its path as tells it apart."""
    paths = {row.key: row.path.split(PATH_SEPARATOR) for row in organizations.tree()}
    endings = Counter(_ending(path, length) for path in paths.values() for length in range(1, len(path) + 1))
    return {
        key: next(
            (name for length in range(1, len(path) + 1) if endings[name := _ending(path, length)] == 1),
            PATH_SEPARATOR.join(path),
        )
        for key, path in paths.items()
    }


def _ending(path: list[str], length: int) -> str:
    return PATH_SEPARATOR.join(path[-length:])
