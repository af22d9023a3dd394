"""Forms of hand-made rows, one of each kind, and the looks that they are drawn for."""

from __future__ import annotations

from dashboard.core.forms import (
    Bars,
    Columns,
    Dots,
    Goal,
    Grid,
    Ladder,
    Lines,
    Look,
    Matrix,
    Measure,
    Multiples,
    Range,
    Reached,
    Steps,
    Strips,
    bold,
)
from dashboard.core.palette import DARK, LIGHT, PAPER

WIDE, PHONE = Look(LIGHT, 1200), Look(LIGHT, 340, is_phone=True)
LOOKS = {"wide": WIDE, "phone": PHONE, "dark": Look(DARK, 1200), "paper": Look(PAPER, 440, height=232)}
LONG = "A High Efficiency and Low Loss Power Transmission and Distribution System in the Third Largest Province"


def row(**values):
    return {"told": f"**{next(iter(values.values()))}** is told", "id": 7, "said": "", **values}


STACKED = Columns(
    tuple(
        row(year=year, buyer=buyer, count=count, colour=code, id=n)
        for n, (year, buyer, count, code) in enumerate(
            [(2023, "Japan", 11, "JPN"), (2024, "Japan", 22, "JPN"), (2023, "Norway", 0, "NOR"), (2024, "Norway", 5, "NOR")]
        )
    ),
    "year", "count", "Growth", series="buyer", is_stacked=True, has_totals=True,
)  # fmt: skip
BESIDE = Columns(
    tuple(
        row(year=year, kind=kind, usd=usd, part=part, state=state, said="" if usd is None else f"{usd}", id=None if usd is None else (n, part))
        for n, (year, kind, usd, part, state) in enumerate(
            [(2019, "covered", 4.0, 0, "fact"), (2020, "covered", 8.0, 1, "fact"), (2019, "all", None, 0, "whole"), (2020, "all", 16.0, 1, "whole")]
        )
    ),
    "year", "usd", "Window", series="kind", part="part", is_read_off=False,
)  # fmt: skip
LADDER = Ladder(
    (
        row(step="Idea", count=30, mt=None, n="30", est="none found", a="Idea: 30", b=""),
        row(step="Issued", count=15, mt=0.5, n="15", est="0.50 Mt", a="Issued: 15", b="Issued: 0.50 Mt"),
        row(step=LONG, count=0, mt=0.25, n="0", est="0.25 Mt", a="Long: 0", b="Long: 0.25 Mt"),
    ),
    "step",
    (
        Measure("count", bold("Projects"), "n", "a"),
        Measure("mt", f"{bold('Expected')} (estimate)", "est", "b", "estimate"),
    ),
    "Stages",
)
SIDES = Bars(
    (row(name="Ghana – Sweden", days=40, said="+40 days"), row(name="Peru – Japan", days=-20, said="−20 days")),
    "name", "days", "Days", axis="Days later",
)  # fmt: skip
PARTS = Bars(
    (
        row(sector="Energy", buyer="Japan", n=30, colour="JPN"),
        row(sector="Energy", buyer="Others", n=10, colour="other"),
        row(sector="Transport", buyer="Japan", n=None, colour="JPN", told="", id=None),
        row(sector="Transport", buyer="Others", n=5, colour="other"),
    ),
    "sector", "n", "Sectors", series="buyer",
)  # fmt: skip
RUNGS = Bars(
    (
        row(rung="Goal", mt=100.0, said="100 Mt", colour="goal", state="goal"),
        row(rung="Expected", mt=50.0, said="50 Mt", in_full="50 Mt (50% of the goal)", colour="officially_expected", state="unconfirmed"),
        row(rung="Own estimates", mt=25.0, said="25 Mt", colour="own_estimates", state="computed"),
        row(rung="Issued", mt=10.0, said="10 Mt", colour="issued"),
        row(rung="Transferred", mt=None, said="none confirmed", colour="transferred", told=""),
    ),
    "rung", "mt", "Ladder of a goal",
)  # fmt: skip
SHARES = Bars(
    (row(who="China", now=60.0, then=50.0, said="60%", in_full="60% (50% in 2015)"), row(who="Japan", now=5.0, then=20.0, said="5%"),
     row(who="Rest", now=35.0, then=None, said="35%", colour="neutral")),
    "who", "now", "Shares", before="then",
)  # fmt: skip
DOTS = Dots(
    (
        row(project="a", name="Solar <park> & dam", percent=150.0, tonnes=400.0, colour="JPN", aside="400 + 100"),
        row(project="a", name="Solar <park> & dam", percent=50.0, tonnes=100.0, colour="JPN", state="short"),
        row(project="b", name=LONG, percent=100.0, tonnes=25.0, colour="CHE", aside="25"),
    ),
    "project", "name", "percent", "Ratios", size="tonnes", line=100.0, less_and_more=("below", "above"), is_shaded=True,
    unit="%", aside="tonnes",
)  # fmt: skip
DIFFERENCES = Dots(
    (
        row(total="a", name="UNEP, pairs", most=-10.0, least=-40.0, said="−40 to −10"),
        row(total="b", name="JCM, projects", most=0.0, least=0.0, said="none"),
        row(total="c", name="A blog, pairs", most=20.0, least=20.0, said="+20", state="unconfirmed"),
    ),
    "total", "name", "most", "Differences", low="least", high="most", axis="Ours less theirs",
    names=(("fact", "Published"), ("unconfirmed", "A lead alone")),
)  # fmt: skip
RANGES = Range(
    (
        row(input="Rate of issuance (issued over expected)", low=1.0, high=9.0, said_low="1.0", low_in_full="1.0 Mt at 16%", said_high="9.0",
            high_in_full="9.0 Mt at 83%", colour="JPN", state="unconfirmed"),
        row(input="Lag", low=1.5, high=2.5, said_low="1.5", said_high="2.5", colour="JPN", state="unconfirmed"),
    ),
    "input", "low", "high", "Sensitivity", 2.0, "central 2.0 Mt",
)  # fmt: skip
EMISSIONS = Lines(
    tuple(
        row(year=year, gas=gas, mt=mt, said=said, state=state, colour=tone, told=f"{year}: {mt}", id=(year, gas))
        for gas, said, state, tone, values in (
            ("CO2", "**CO2**", "fact", "accent", {2000: 10.0, 2001: 20.0, 2003: 40.0, 2004: 50.0}),
            ("All gases", "**All gases**\nwith land use", "estimate", "muted", {2000: 30.0, 2001: 48.0, 2002: 50.0, 2003: 50.0, 2004: 51.0}),
        )
        for year, mt in values.items()
    ),
    "year", "mt", "Emissions", series="gas", unit=" Mt",
)  # fmt: skip
AROUND = Lines(
    tuple(
        row(year=year, area=area, usd=usd, is_open=year == 0, colour="JPN", said=f"**{area}**", told=f"{area} {year}", id=(area, year))
        for area, values in (("Ghana", {-2: 10.0, -1: None, 0: 20.0, 1: 40.0}), ("Peru", {-1: 5.0, 0: 30.0, 1: 39.0}), ("Chile", {-2: 8.0, -1: 9.0}))
        for year, usd in values.items()
    ),
    "year", "usd", "Around the signature", series="area", measure="million US$", axis="years from the signature", since=0.0,
    before_and_after=("before", "after"), is_relative=True, has_marks=True, silent="no report:",
)  # fmt: skip
PANELS = Multiples(
    tuple(
        row(area=area, year=year, usd=usd, signed=signed, under="US$5 m in 2022\nsigned 2021", colour="CHE", told=f"{area} {year}", id=(area, year))
        for area, signed, values in (("Ghana", 2021.5, (10.0, 40.0, 20.0)), ("Peru", 2013.0, (None, 20.0, 5.0)), ("Chile", None, (1.0, 2.0, 3.0)))
        for year, usd in zip((2020, 2021, 2022), values, strict=True)
    ),
    "area", "year", "usd", "Partners", event="signed",
)  # fmt: skip
POWER = Multiples(
    tuple(
        row(panel=panel, year=year, value=value, unit=unit, most=most, told=f"{panel} {year}", id=(panel, year))
        for panel, unit, most, values in (("Intensity", "", None, (400.0, 200.0, 300.0)), ("Renewable share", "%", 100.0, (20.0, 50.0, 80.0)))
        for year, value in zip((2020, 2021, 2022), values, strict=True)
    ),
    "panel", "year", "value", "Electricity", is_one_scale=False,
)  # fmt: skip
LANES = Steps(
    (
        row(buyer="Japan", a="2020-01-01", b="2020-01-01", symbol="square", colour="JPN", track=1, id=1),
        row(buyer="Norway", a="2021-01-01", b="2021-12-31", symbol="circle", state="milestone", colour="NOR", track=0, id=2),
        row(buyer="Japan", a="2024-01-01", b="2024-01-01", symbol="cross", state="milestone", colour="JPN", track=2, id=3),
    ),
    "a", "b", "When", "buyer", (("Norway", "Norway (1)"), ("Japan", "Japan (2)")),
    names=(("square", "Binding"), ("circle", "Memorandum"), ("cross", "Letter")), span="Only the year is known",
)  # fmt: skip
ONE_BY_ONE = Steps(
    (
        row(step="Registered", when="2 Jan 2020", a="2020-01-02", b="2020-01-02", colour="JPN", id=None),
        row(step=LONG, when="2023", a="2023-01-01", b="2023-12-31", state="milestone", colour="muted", id=None),
    ),
    "a", "b", "One project", name="step", when="when",
)  # fmt: skip
MATRIX = Matrix(
    (
        row(host="Ghana", region="Africa", buyer="Japan", symbol="square", colour="JPN", sign="●", id=1),
        row(host="Ghana", region="Africa", buyer="Switzerland", symbol="circle", state="milestone", colour="CHE", id=2),
        row(host="Peru", region="Americas", buyer="Switzerland", symbol="cross", state="milestone", colour="CHE", sign="○", id=3),
        row(host="Papua New Guinea", region="Oceania", buyer="Japan", symbol="square", colour="JPN", id=4),
    ),
    "host", "buyer", "region", ("Japan", "Switzerland"), "Who with whom",
    (("square", "Binding"), ("circle", "Memorandum"), ("cross", "Letter")),
)  # fmt: skip
GRID = Grid(
    tuple(
        row(price=float(price), cost=float(cost), net=(cost - price) / 10, said=f"{(cost - price) / 10:+.1f}", told=f"{price} {cost}", id=(price, cost))
        for cost in (20, 40, 60)
        for price in (20, 40, 60)
    ),
    "price", "cost", "net", "Savings", ("lost", "saved"), "ITMO price", "Cost at home", (40.0, 40.0, 20.0, 40.0), 2.0,
)  # fmt: skip
GOAL = Goal(
    Reached(100.0, 5.0, 20.0, 50.0, 10.0, "Mt by 2030", "goal 100", "5 to 50 modelled, 20 central", "about 10 issued", 7),
    (
        row(pace="Issued on average", mt=1.0, said="1.0", id=None),
        row(pace="Known projects, model", mt=2.0, low=1.0, high=4.0, said="2.0", state="estimate", id=None),
        row(pace="Needed each year to the end of the fiscal year of the goal", mt=20.0, said="20", state="goal", id=None),
    ),
    "pace", "mt", "Mt a year", "JPN", "Goal and pace",
)  # fmt: skip
STRIPS = Strips(
    (
        row(buyer="Japan", what="Issued", mt=4.0, said="**4 t**", colour="JPN"),
        row(buyer="Japan", what="Issued", mt=1.0, said="1 t", colour="JPN", is_part=True),
        row(buyer="Japan", what="Moved", mt=2.0, said="2 t unconfirmed", colour="JPN", state="unconfirmed", id=1),
        row(buyer="Sweden", what="Issued", mt=None, said="none yet", colour="SWE", id=None),
    ),
    "buyer", "what", "mt", "Strips", (("fact", "published"), ("unconfirmed", "unconfirmed")), "traced",
)  # fmt: skip
SHARES_OF_GOALS = Strips(
    (
        row(goal="Japan: 100 Mt", what="Expected", share=0.2, said="20%", in_full="20 Mt · 20%", colour="officially_expected", state="unconfirmed"),
        row(goal="Japan: 100 Mt", what="Issued", share=0.01, said="1%", in_full="1 Mt · 1%", colour="issued", id=1),
        row(goal="Korea: 10 Mt", what="Expected", share=0.5, said="50%", in_full="5 Mt · 50%", colour="officially_expected", state="unconfirmed", id=2),
        row(goal="Korea: 10 Mt", what="Issued", share=None, said="none yet", colour="issued", id=None),
    ),
    "goal", "what", "share", "Shares of goals", (("whole", "the goal"),), whole=1.0,
)  # fmt: skip
FORMS = {
    "stacked": STACKED, "beside": BESIDE, "ladder": LADDER, "sides": SIDES, "parts": PARTS, "rungs": RUNGS, "shares": SHARES,
    "dots": DOTS, "differences": DIFFERENCES, "ranges": RANGES, "emissions": EMISSIONS, "around": AROUND, "panels": PANELS,
    "power": POWER, "lanes": LANES, "one by one": ONE_BY_ONE, "matrix": MATRIX, "grid": GRID, "goal": GOAL, "strips": STRIPS,
    "shares of goals": SHARES_OF_GOALS,
}  # fmt: skip
