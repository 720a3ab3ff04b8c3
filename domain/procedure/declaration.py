"""Who may ask what of a declaration of relatives and interests: the person it is of, and nobody else."""

from domain import acts
from domain.procedure.rows import Row
from domain.streams.declaration import Declaration
from domain.vocabulary import DeclarationStage, Office

DECLARATION: tuple[Row[Declaration], ...] = (
    Row(acts.DeclareTies, at=None, to=Office.DECLARANT, both="house: conflicts", on_worklist=False),
    Row(acts.ChangeTies, at=DeclarationStage.STANDS, to=Office.DECLARANT, both="house: conflicts", on_worklist=False),
)
