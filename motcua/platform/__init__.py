"""What every module stands on: actions, events and jobs, ports, time, codes, text, pages, components, encryption.

Nothing here knows a domain of government; it only says how any of them writes (`action`), tells (`events`), asks
(`registry`) and shows (`pages`, `ui`).
"""
