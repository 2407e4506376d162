"""Biểu mẫu điện tử tương tác: e-forms described by JSON Schema, rendered and checked on the server."""
