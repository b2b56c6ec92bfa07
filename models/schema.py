"""All tables together: importing this module fills `metadata`."""

from models import (
    attachments,
    campaign_texts,
    center_group,
    follow_up,
    materials,
    money,
    organizations,
    people,
    plans,
    rules,
    sessions,
    study_resources,
    targets,
)
from models.base import Base

TABLE_MODULES = (
    attachments,
    campaign_texts,
    center_group,
    follow_up,
    materials,
    money,
    organizations,
    people,
    plans,
    rules,
    sessions,
    study_resources,
    targets,
)

metadata = Base.metadata
