"""Cơ quan, đơn vị: the effective-dated tree of state bodies, their positions, working hours and calendars.

And the legal clock that every deadline is counted by (Bộ luật Dân sự 2015, điều 144-148; holidays: Bộ luật Lao động
2019, điều 112).
"""
