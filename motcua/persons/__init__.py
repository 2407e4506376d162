"""Cá nhân: one record for each person, identified by số định danh cá nhân (Luật Căn cước 26/2023/QH15)."""
