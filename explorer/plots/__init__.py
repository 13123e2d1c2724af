"""Shared pyqtgraph items: arrays in, pixels out."""
