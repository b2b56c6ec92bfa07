"""What can go wrong with a campaign that is named by hand."""

from dataclasses import dataclass

from services.errors import AppError


@dataclass
class CampaignUnknownError(AppError):
    """No campaign has this name, or this in its name."""

    name: str


@dataclass
class CampaignAmbiguousError(AppError):
    """Several campaigns have this in their names; `names` are theirs."""

    name: str
    names: tuple[str, ...]
