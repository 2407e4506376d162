"""Tài khoản: who is signed in, which positions they hold and when, and what their roles let them do."""
