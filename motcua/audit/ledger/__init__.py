"""The ledger: how entries are written, read in one form, and sealed. Beneath actions, for every action ends here."""
