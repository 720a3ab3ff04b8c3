"""How much evidence may be named."""

from domain.law.parameter import Data, Parameter


class EvidenceRule(Data):
    """How many files: in one act, and in one case."""

    per_act: Parameter[int]
    per_case: Parameter[int]
