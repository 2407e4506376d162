"""Lấy ý kiến: other agencies asked about a dossier, with structured questions, a deadline, and what silence means."""
