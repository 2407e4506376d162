# Một Cửa: the commands people type. `make help` tells them.
.PHONY: help
help:
	@echo "make setup | demo | test | check"
