"""Bảo vệ dữ liệu cá nhân: what each person may know and ask about their own data (Luật 91/2025/QH15, NĐ 356/2025).

Who looked and why, a question to the unit that did, and the register of what is kept on which ground.
"""
