"""Things drawn rather than set: signatures, stamps, emblems, patterns, codes, faces."""
