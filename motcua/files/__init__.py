"""Tệp: what people attach and what the system makes; sniffed, limited, stored once, and never trusted."""
