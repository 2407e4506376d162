"""Thủ tục hành chính: what can be asked of the state, on what papers, in how long, for how much, by which version."""
