"""Shared controls: values in, signals out."""
