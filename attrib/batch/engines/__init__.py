"""Engines: what carries out a batch. ``local`` uses this machine, ``spark`` a cluster."""
