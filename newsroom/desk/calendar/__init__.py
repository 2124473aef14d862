"""The calendar: what goes out when, for the desk and for people's own calendars."""
