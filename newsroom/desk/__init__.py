"""The admin as a newsroom's desk: its site, its navigation, its first page."""
