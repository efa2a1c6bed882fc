"""The front door: the one `firstline` command."""
