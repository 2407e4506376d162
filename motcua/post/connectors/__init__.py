"""The carriers: the sandbox nation's post, or VNPost through the province's integration platform."""
