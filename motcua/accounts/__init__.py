"""Tài khoản: who is signed in, which positions they hold and when, and what their roles let them do.

Person ≠ account ≠ position. An account is a way to sign in; rights come from the roles of the one position the official
works in at the moment (or, for citizens and businesses, from the role named after the kind of account). Answers
`platform.may`: a permission reaches what is one's own, one organisation, its subtree, or everywhere.
"""
