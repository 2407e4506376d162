"""The one door outwards: every HTTP call to another system passes here, allowed, timed, retried, broken off and written down."""
