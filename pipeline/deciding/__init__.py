"""Evidence and policy → assessment: what stands, what is missing, what a person must look at.

Public: `Policy`, `decide`, `fields_needed`, `load_policies`, `policy_in_force`, `smallest_sets`. What a
requirement asks for is written in `pipeline/policies/`; how a paper is judged stands in `rules/`, one small
function a rule.
"""

from pipeline.deciding.decide import decide as decide
from pipeline.deciding.in_force import load_policies as load_policies
from pipeline.deciding.in_force import policy_in_force as policy_in_force
from pipeline.deciding.needed import fields_needed as fields_needed
from pipeline.deciding.policy import Policy as Policy
from pipeline.deciding.what_if import smallest_sets as smallest_sets
