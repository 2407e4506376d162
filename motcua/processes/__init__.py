"""Quy trình nội bộ (ISO điện tử): the engine that moves a matter from step to step, who has it and until when.

It knows the matter only by an opaque subject; what a dossier is, it does not ask.
"""
