"""What may be done to the log of outgoing messages: write it down."""
