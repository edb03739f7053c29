"""Training: corpora in, the models that are shipped out. Needs the ``train`` extra for extraction."""
