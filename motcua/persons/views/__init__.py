"""Pages for officials: records that may be one person, and who acts for whom by law."""
