"""The whole running system on one machine: what `sagsklar up` starts, watches and ends."""
