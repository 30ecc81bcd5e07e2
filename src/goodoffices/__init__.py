"""Good Offices: indirect negotiations, their record, and what could be agreed."""

__version__ = "0.1.0"
