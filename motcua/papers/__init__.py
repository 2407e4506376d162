"""Giấy tờ in được: slips, notices and results as PDF/A with a number and a QR code, from typst templates."""
