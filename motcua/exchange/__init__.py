"""The one door outwards: every HTTP call to another system is allowed, timed, retried and written down here."""
