"""One file a kind of value: printed text in, the contract's normal form out, or nothing."""
