"""Attacks on a running service, each a module: what one does to it, measured from outside."""

from bench.attacks.target import Figure, Target, serving

__all__ = ["Figure", "Target", "serving"]
