"""Browser journeys, each named after the errand of a citizen or an official."""
