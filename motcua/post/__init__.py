"""Bưu chính công ích: dossiers collected from home and results delivered there by the public postal service."""
