"""Đơn vị hành chính: provinces and communes with their codes and the dates between which they existed (QĐ 19/2025/QĐ-TTg)."""
