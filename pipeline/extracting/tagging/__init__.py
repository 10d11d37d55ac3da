"""A trained spaCy component that tags words with the fields they are part of."""

from pipeline.extracting.tagging.tagger import FieldTagger as FieldTagger
from pipeline.extracting.tagging.tagger import load_field_tagger as load_field_tagger
