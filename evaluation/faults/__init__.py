"""Whether anything is lost or told twice when parts of the running system are killed, frozen or lie."""
