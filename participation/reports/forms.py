"""Which litmus test is shown: a quarter, a locality, and for those who read the responses which figures."""

from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import SelectField

from participation.kernel.quarters import Quarter
from participation.reports.rules.places import Named

TRUE_COUNTS, AS_LEADERS = "true", "leaders"


class LitmusForm(FlaskForm):  # type: ignore[misc]
    """It comes in the address, so it has no token. What is not in it stays at the first choice."""

    class Meta:
        csrf = False

    quarter = SelectField("Quarter")
    locality = SelectField("Locality")
    figures = SelectField(
        "Figures", choices={TRUE_COUNTS: "True counts, for us only", AS_LEADERS: "As leaders see them"}
    )

    def offer_quarters(self, quarters: Sequence[Quarter], chosen: Quarter) -> None:
        """The quarters to choose from, and the one that is shown."""
        self.quarter.choices = [(str(each), each.label) for each in quarters]
        self.quarter.data = str(chosen)

    def offer_places(self, places: Sequence[Named], chosen: Named) -> None:
        """The places to choose from, and the one that is shown."""
        self.locality.choices = [(each.slug, each.name) for each in places]
        self.locality.data = chosen.slug
