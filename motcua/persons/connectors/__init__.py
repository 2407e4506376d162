"""What persons reach outside, the population register, and what its acts are called."""
