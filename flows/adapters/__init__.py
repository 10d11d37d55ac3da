"""The world outside, one file each: calls and exceptions translated to the ports' words."""
