"""Papers that say who somebody is: passports, cards, permits, visas, licences, with their zones."""
