"""Giấy tờ in được: what an office hands to people on paper or as a file.

In law: the forms of Thông tư 03/2025/TT-VPCP (receipt slip, supplement slip, refusal slip, apology letter, stop notice,
control slip) laid out as Nghị định 30/2020 asks, the results themselves, and the acknowledgement of an online filing,
which is not one of the forms. In code: a frozen dataclass says what a paper holds (`sheets.py`), a typst template of
the same name says how it looks (`typst/`), `render` makes PDF/A-2a + PDF/UA-1 of the two, and `issue_paper` gives it a
number, keeps what it says and pins the version of the template; its file is made after that (`print_of`).
"""
