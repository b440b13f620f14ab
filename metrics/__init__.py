"""Arithmetic of scores, gaps and outbreaks: pure functions, no input or output."""
