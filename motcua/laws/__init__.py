"""Sổ văn bản pháp luật: the laws, decrees, circulars and decisions that procedures, forms and processes cite.

When one is replaced, amended or repealed, whoever answers for what cites it is given a review with a due date (on the
review of procedures: Nghị định 63/2010/NĐ-CP). It knows what cites a document only by what higher modules tell it
through a port.
"""
