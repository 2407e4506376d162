"""What changes processes: one verb each. Whatever moves a matter locks its instance first."""
