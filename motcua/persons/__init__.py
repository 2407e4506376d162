"""Cá nhân, tổ chức (bên yêu cầu): one record for each person and each legal entity that deals with the authorities.

A person is known by số định danh cá nhân (Luật Căn cước 26/2023/QH15). A number somebody merely typed proves nothing,
so a person is either *declared* (a visitor said so) or *checked* (papers or e-identity were seen): only checked persons
are found by their number, and a declared one never inherits what belongs to a checked one.
Numbers, phones, e-mails and addresses are encrypted at rest; look-ups go through blind indexes.
"""
