"""Trợ giúp: what each page of the workplace says of itself to each role, found by words, and what officials write back.

The texts lie beside what they explain, in each module's `guide/<topic>.<language>.md`: Markdown whose first lines name
the topic and the pages it helps with, and whose parts may be for those alone who may do something.
"""
