"""One number of the law, with what it rests on."""

from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from domain.vocabulary import Counting

V = TypeVar("V")


class Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Parameter(Data, Generic[V]):
    """One number of the law. `provisional` says that nobody has decided it yet: it is ours, to be replaced, and is shown as such."""

    value: V
    basis: str
    unit: str = ""
    provisional: bool = False
    note: str = ""


class Period(Parameter[int]):
    """How long a period is. In working days, unless the law counts every day."""

    value: Annotated[int, Field(gt=0)]
    counted_in: Counting = Counting.WORKING_DAYS
