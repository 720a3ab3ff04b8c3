"""What a member of a panel or a council says of themselves before the body concludes."""

from domain import facts
from domain.acts.act import Act
from domain.values import OptionalText
from domain.vocabulary import Impartial, Relation


class DeclareImpartiality(Act):
    """That there is no relation, or which; or that they stand aside. Who names a relation is replaced, unless the head decides otherwise, with evidence."""

    becomes = facts.ImpartialityDeclared
    example = {"declares": "no_relation"}

    declares: Impartial
    relation: Relation | None = None
    note: OptionalText = ""
