"""Reports that nobody published: consistent figures of a form, printed as bodies print them, with prose.

Everything is drawn from a `random.Random`: a seeded one for fixed corpora, one that hypothesis controls
for property tests (`govparse.strategies`). The first of several options is always the simplest, the
lowest number the smallest: hypothesis shrinks towards them.
"""
