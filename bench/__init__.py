"""Measurements: what is compared runs in one go, as ratios, never as a timed test."""
