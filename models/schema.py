"""All tables together: importing this module fills `metadata`."""

from models import (
    acknowledgements,
    attachments,
    branch_copies,
    campaign_texts,
    center_group,
    document_templates,
    follow_up,
    issuing,
    materials,
    money,
    organizations,
    packages,
    people,
    plans,
    rules,
    sessions,
    study_resources,
    targets,
)
from models.base import Base
from models.change_log import tables as change_log_tables

TABLE_MODULES = (
    acknowledgements,
    change_log_tables,
    attachments,
    branch_copies,
    campaign_texts,
    center_group,
    document_templates,
    follow_up,
    issuing,
    materials,
    money,
    organizations,
    packages,
    people,
    plans,
    rules,
    sessions,
    study_resources,
    targets,
)

metadata = Base.metadata
