"""Chứng thực bản sao từ bản chính: the certification book of an authority and the fast lane at its counter.

Nghị định 23/2015/NĐ-CP, as amended: điều 5 (who certifies), 7 (within the day), 13 (books and numbers), 20 (how).
"""
