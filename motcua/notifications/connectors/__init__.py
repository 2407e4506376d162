"""The senders: SMS to the sandbox or to a brandname gateway, e-mail over SMTP."""
