"""Hồ sơ thủ tục hành chính: from draft to result, with its legal clock (Nghị định 118/2025/NĐ-CP)."""
