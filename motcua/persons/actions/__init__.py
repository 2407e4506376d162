"""What may be done to persons and legal entities: one verb a file."""
