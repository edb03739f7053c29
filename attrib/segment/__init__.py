"""Document in, ``Segmented`` out: the tree of quotation marks, sentences, words."""
