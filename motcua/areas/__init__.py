"""Đơn vị hành chính: provinces and communes with their codes and the dates between which they existed.

Source of the codes: QĐ 19/2025/QĐ-TTg.
"""
