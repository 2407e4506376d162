"""National e-identity: our side of OpenID Connect (authorization code with PKCE), on libraries for signatures only.

`handshake` keeps what a visitor asked, `provider` talks to the provider through the exchange, `tokens` decides whether
an identity token holds, `claims` reads who it is about by a table that is data. None of them writes.
"""
