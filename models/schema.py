"""All tables together: importing this module fills `metadata`."""

from models import follow_up, materials, money, organizations, people, plans, rules, sessions
from models.base import Base

TABLE_MODULES = (follow_up, materials, money, organizations, people, plans, rules, sessions)

metadata = Base.metadata
