"""What SQL statements do. No import of ours: a server of the tests reads this before Django is set up."""

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
