"""What can keep a document from being made, and the user can mend."""

from dataclasses import dataclass

from services.errors import AppError


@dataclass
class CharactersMissingError(AppError):
    """Characters that no font at hand has: they would be missing on paper."""

    characters: tuple[str, ...]


@dataclass
class DocumentKindUnknownError(AppError):
    """No kind of document has this name."""

    kind: str


@dataclass
class DocumentFormatUnknownError(AppError):
    """This kind of document is not made in that format; `formats` are those it is made in."""

    kind: str
    format: str
    formats: tuple[str, ...]


@dataclass
class SessionNumberMissingError(AppError):
    """The document is about one session, and none was named."""

    kind: str


@dataclass
class CampaignNameMissingError(AppError):
    """The document is about one campaign, and none was named."""

    kind: str


@dataclass
class MemberNumberMissingError(AppError):
    """The document is about one person, and none was named."""

    kind: str


@dataclass
class NobodyInScopeError(AppError):
    """The document is about the members of a scope, and there were none in the year."""

    scope: str
    year: int


@dataclass
class SessionNumberUnknownError(AppError):
    """No session has this number."""

    number: str


@dataclass
class SessionNumberAmbiguousError(AppError):
    """Several sessions have this number, and the year does not tell them apart."""

    number: str
