"""All tables together: importing this module fills `metadata`."""

from models import center_group, follow_up, materials, money, organizations, people, plans, rules, sessions
from models.base import Base

TABLE_MODULES = (center_group, follow_up, materials, money, organizations, people, plans, rules, sessions)

metadata = Base.metadata
