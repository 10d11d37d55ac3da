"""The screening itself: plain functions over plain data, no network, no database.

chain.py     the whole way, the only place that knows the order of stages
equip.py     builds what the stages need: readers, models, policies
records.py   the data that travels;  vocabulary.py  the contract's words;  errors.py  what can fail
exchange.py  records to the contract's JSON and back;  catalogue.py  texts by language

intake → rendering → reading → classifying → extracting      per upload
matching → deciding → informing                              per case
"""
