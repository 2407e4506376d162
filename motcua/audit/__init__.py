"""Nhật ký hệ thống: every action and every look at personal data, append-only and sealed by a hash chain.

Entries hold references, never personal values (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15). Actions insert
unchained rows; one sealer chains them in the order of their commit, so that a changed or removed row can be named.
"""
