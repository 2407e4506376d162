"""`python -m motcua` is the console script `motcua`."""

from motcua.platform.command_line import main

main()
