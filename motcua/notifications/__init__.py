"""Thông báo: what people are told in the system, by e-mail and by SMS, with proof of delivery."""
