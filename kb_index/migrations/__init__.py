"""The migrations of a state's tables, one file a version; `state_version` runs them.

A migration never changes once it was released, so it names its tables and types itself. Each is `upgrade(operations)`;
there is no way back but a backup.
"""
