def guard(data, limits): pass
