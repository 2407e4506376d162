"""Answers that lower modules need from files."""

from motcua.files.contents import encrypt_again
from motcua.platform.encryption import ELSEWHERE

ELSEWHERE.register("files", encrypt_again)
