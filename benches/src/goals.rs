//! Every figure that is asked for, by the issue that asks, with what is wanted of it.

use std::fmt::{self, Display, Formatter};

use crate::allocations::{Allocations, MORE_RECORDS};
use crate::case::is_ours;
use crate::compile_cost::{
    self, CompileCost, Derive, FEW, MANY, MIDDLE, NARROW, Size, USUAL, WIDE,
};
use crate::growth::{Growth, Workload};
use crate::runtime::Measurement;
use crate::{audit, export, journal, redaction};

/// A figure and what is wanted of it.
#[derive(Clone, Copy, Debug)]
pub struct Goal {
    /// The number of the issue.
    pub issue: u8,
    /// What is measured.
    pub figure: Figure,
    /// What is wanted.
    pub bound: Bound,
}

/// What is wanted of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// At most so much.
    AtMost(f64),
    /// At least so much.
    AtLeast(f64),
    /// Less than that.
    Below(f64),
    /// It is to be known.
    Stated,
}

impl Bound {
    /// `met` or `missed`.
    pub fn verdict(self, measured: f64) -> &'static str {
        let is_met = match self {
            Self::AtMost(bound) => measured <= bound,
            Self::AtLeast(bound) => measured >= bound,
            Self::Below(bound) => measured < bound,
            Self::Stated => return "stated",
        };
        if is_met { "met" } else { "missed" }
    }

    /// The bound as it is written in a unit.
    pub fn text(self, unit: Unit) -> String {
        match self {
            Self::AtMost(bound) => format!("<= {}", unit.text(bound)),
            Self::AtLeast(bound) => format!(">= {}", unit.text(bound)),
            Self::Below(bound) => format!("< {}", unit.text(bound)),
            Self::Stated => String::new(),
        }
    }
}

impl Display for Bound {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Unit::Ratio))
    }
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// One measure against another.
    Ratio,
    /// Allocations.
    Allocations,
    /// Events in a second.
    EventsASecond,
    /// MiB.
    Mebibytes,
}

impl Unit {
    /// A figure in this unit.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts are small")]
    pub fn text(self, value: f64) -> String {
        match self {
            Self::Ratio => format!("{value:.2}"),
            Self::Allocations => format!("{value:.0} allocations"),
            Self::EventsASecond => {
                format!("{} events a second", crate::growth::grouped(value.round() as u64))
            }
            // Not `-0.0`.
            Self::Mebibytes => format!("{:.1} MiB", (value * 10.0).round() / 10.0 + 0.0),
        }
    }
}

/// What can be measured. Groups and cases are named by their titles and names.
#[derive(Clone, Copy, Debug)]
pub enum Figure {
    /// The time of a case against the first of its group.
    Ratio(&'static str, &'static str),
    /// The time of a case against another of its group.
    RatioTo(&'static str, &'static str, &'static str),
    /// The time of a case against the fastest case of another library in its group.
    RatioToPeers(&'static str, &'static str),
    /// How often the case of ours in a group that allocates most does.
    Allocations(&'static str),
    /// How often a thousand more records of an export allocate.
    MoreRecords(&'static str),
    /// How many events a case handles in a second, of which it has so many.
    EventsASecond(&'static str, &'static str, usize),
    /// The time a record of most records against that of fewest.
    Time(Workload),
    /// The same of the processor's time.
    Processor(Workload),
    /// How much more memory most records take than so many.
    Memory(Workload, u64),
    /// The build with a derive against the build with another, both as a whole.
    Build(Size, Derive, Derive),
    /// What a derive of ours adds against what another adds.
    Net(Size, Derive, Derive),
    /// What our derive adds for each field of one size, against another size.
    BuildGrowth(Size, Size),
    /// The cold build against that of serde with its derive.
    Cold,
}

use Bound::{AtLeast, AtMost, Below, Stated};
use Derive::{Audit, Classified, Debug, Inventory, Serialize};
use Figure::{
    Allocations as Allocated, Build, BuildGrowth, Cold, EventsASecond, Memory, MoreRecords, Net,
    Processor, Ratio, RatioTo, RatioToPeers, Time,
};

const fn goal(issue: u8, bound: Bound, figure: Figure) -> Goal {
    Goal { issue, figure, bound }
}

const LOGS: &str = "intune-privacy, Policy::logs()";
const TABLE: &str = "floor, table-driven, own writer";
/// How much more time a record may take among many, and what a flat line is in a chart.
pub const FLAT: f64 = 1.25;
/// How much more memory many records may take: several times what the counts of pages in a small
/// process differ by, and far below what the records would take together.
pub const FLAT_MEMORY: f64 = 16.0;

/// All of them.
pub const GOALS: &[Goal] = &[
    // Classified types.
    goal(2, AtMost(3.30), Build(USUAL, Classified, Debug)),
    goal(2, AtMost(FLAT), BuildGrowth(NARROW, WIDE)),
    // Redaction.
    goal(3, AtMost(0.30), Ratio(redaction::DEBUG, "intune-privacy, the type's own Debug")),
    goal(3, AtMost(0.30), Ratio(redaction::DEBUG, LOGS)),
    goal(3, AtMost(0.30), Ratio(redaction::DEBUG, "intune-privacy, Policy::strict()")),
    goal(3, AtMost(0.30), Ratio(redaction::DEBUG, "intune-privacy, actions of items")),
    goal(3, AtMost(0.90), Ratio(redaction::DEBUG, "intune-privacy, keep all")),
    goal(3, AtMost(1.60), Ratio(redaction::DEBUG, "intune-privacy, SipHash")),
    goal(3, AtMost(4.00), Ratio(redaction::DEBUG, "intune-privacy, HMAC")),
    goal(3, AtMost(0.90), Ratio(redaction::JSON, LOGS)),
    goal(3, AtMost(0.0), Allocated(redaction::DEBUG)),
    goal(3, AtMost(0.0), Allocated(redaction::PRETTY)),
    goal(3, AtMost(0.0), Allocated(redaction::JSON)),
    // Export.
    goal(4, AtMost(1.20), Ratio(export::RECORDS, "intune-privacy, JSON")),
    goal(4, AtMost(1.20), Ratio(export::RECORDS, "intune-privacy, JSON Lines")),
    goal(4, AtMost(1.30), Ratio(export::CSV, "intune-privacy, CSV")),
    goal(4, AtMost(0.0), MoreRecords("intune-privacy, JSON")),
    goal(4, AtMost(0.0), MoreRecords("intune-privacy, JSON Lines")),
    goal(4, AtMost(0.0), MoreRecords("intune-privacy, CSV")),
    goal(4, AtMost(32.0), Memory(Workload::JsonLines, 10_000)),
    goal(4, AtMost(32.0), Memory(Workload::Csv, 10_000)),
    // Audit.
    goal(5, AtMost(3.00), Ratio(audit::EQUAL, "intune-privacy, changes")),
    goal(5, AtMost(3.00), Ratio(audit::EQUAL, "intune-privacy, AuditEvent::update")),
    goal(5, AtMost(3.00), Ratio(audit::CHANGED, "intune-privacy, changes")),
    goal(5, AtMost(0.0), Allocated(audit::EQUAL)),
    goal(5, AtMost(0.20), Ratio(journal::APPEND, "intune-privacy, 8 threads")),
    goal(
        5,
        AtLeast(200_000.0),
        EventsASecond(journal::VERIFY, "intune-privacy, verify", journal::VERIFIED),
    ),
    goal(5, Stated, Ratio(journal::VERIFY, "intune-privacy, verify")),
    // Proof: the peers, and code written by hand.
    goal(7, Below(1.0), RatioToPeers(redaction::DEBUG, LOGS)),
    goal(7, Below(1.0), RatioToPeers(redaction::JSON, LOGS)),
    goal(7, AtMost(1.50), RatioTo(redaction::DEBUG, LOGS, "floor, table-driven")),
    goal(7, AtMost(1.50), RatioTo(redaction::JSON, LOGS, TABLE)),
    goal(7, AtMost(1.50), RatioTo(redaction::JSON, LOGS, "floor, Serialize of markers")),
    goal(7, Stated, RatioTo(export::RECORDS, "intune-privacy, JSON Lines", TABLE)),
    goal(
        7,
        AtMost(1.50),
        RatioTo(
            export::RECORDS,
            "intune-privacy, JSON Lines, Policy::logs()",
            "floor, table-driven, own writer, redacted",
        ),
    ),
    // Proof: growth.
    goal(7, AtMost(FLAT), Time(Workload::JsonLines)),
    goal(7, AtMost(FLAT), Processor(Workload::JsonLines)),
    goal(7, AtMost(FLAT), Time(Workload::Csv)),
    goal(7, AtMost(FLAT), Processor(Workload::Csv)),
    goal(7, AtMost(FLAT), Time(Workload::Diff)),
    goal(7, AtMost(FLAT), Processor(Workload::Diff)),
    goal(7, AtMost(FLAT), Time(Workload::Append)),
    goal(7, AtMost(FLAT), Processor(Workload::Append)),
    goal(7, AtMost(FLAT), Time(Workload::Verify)),
    goal(7, AtMost(FLAT), Processor(Workload::Verify)),
    goal(7, AtMost(FLAT_MEMORY), Memory(Workload::JsonLines, 1_000)),
    goal(7, AtMost(FLAT_MEMORY), Memory(Workload::Csv, 1_000)),
    goal(7, AtMost(FLAT_MEMORY), Memory(Workload::Diff, 1_000)),
    goal(7, AtMost(FLAT_MEMORY), Memory(Workload::Append, 1_000)),
    goal(7, AtMost(FLAT_MEMORY), Memory(Workload::Verify, 1_000)),
    // Proof: compile time.
    goal(7, Stated, Build(FEW, Classified, Debug)),
    goal(7, Stated, Build(MANY, Classified, Debug)),
    goal(7, Stated, Net(FEW, Classified, Serialize)),
    goal(7, Stated, Net(USUAL, Classified, Serialize)),
    goal(7, Stated, Net(MANY, Classified, Serialize)),
    goal(7, Stated, Net(USUAL, Audit, Serialize)),
    goal(7, Stated, Net(USUAL, Inventory, Serialize)),
    goal(7, AtMost(FLAT), BuildGrowth(MIDDLE, WIDE)),
    goal(7, AtMost(FLAT), BuildGrowth(FEW, MANY)),
    goal(7, Stated, Cold),
];

/// What was measured. A part that was not is `None`.
#[derive(Debug, Default)]
pub struct Measured {
    /// The groups of cases.
    pub runtime: Option<Vec<Measurement>>,
    /// What the cases allocate.
    pub allocations: Allocations,
    /// The growth.
    pub growth: Option<Vec<Growth>>,
    /// The cost of compiling.
    pub compile: Option<CompileCost>,
}

/// A goal names a group or a case that does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unknown(pub &'static str);

impl Display for Unknown {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "a goal names `{}`, which is not measured", self.0)
    }
}

impl std::error::Error for Unknown {}

/// The bound of a case's ratio to the first of its group.
pub fn of_ratio(group: &str, case: &str) -> Option<Bound> {
    let is_it =
        |goal: &&Goal| matches!(goal.figure, Ratio(title, name) if title == group && name == case);
    GOALS.iter().find(is_it).map(|goal| goal.bound).filter(|bound| *bound != Stated)
}

impl Figure {
    /// What it counts.
    pub const fn unit(self) -> Unit {
        match self {
            Allocated(_) | MoreRecords(_) => Unit::Allocations,
            EventsASecond(..) => Unit::EventsASecond,
            Memory(..) => Unit::Mebibytes,
            _ => Unit::Ratio,
        }
    }

    /// The figure. `None` if its part, or the size that it is about, was not measured.
    ///
    /// # Errors
    ///
    /// If no group or case has the name.
    pub fn of(self, measured: &Measured) -> Result<Option<f64>, Unknown> {
        match self {
            Time(workload) => Ok(measured.growth(workload).and_then(Growth::last_ratio)),
            Processor(workload) => {
                Ok(measured.growth(workload).and_then(Growth::last_processor_ratio))
            }
            Memory(workload, since) => {
                Ok(measured.growth(workload).and_then(|growth| growth.memory_since(since)))
            }
            Build(size, derive, other) => {
                Ok(measured.cost(size).and_then(|cost| cost.ratio(derive, other)))
            }
            Net(size, derive, other) => {
                Ok(measured.cost(size).and_then(|cost| cost.net_ratio(derive, other)))
            }
            BuildGrowth(from, to) => {
                let compile = measured.compile.as_ref();
                Ok(compile.and_then(|compile| compile.growth(Classified, from, to)))
            }
            Cold => {
                let cold = measured.compile.as_ref().and_then(|compile| compile.cold);
                Ok(cold.map(|cold| cold.ours.elapsed / cold.serde.elapsed))
            }
            MoreRecords(name) if measured.runtime.is_some() => {
                let more = measured.allocations.get(MORE_RECORDS, name).ok_or(Unknown(name))?;
                Ok(Some(float(more.count)))
            }
            MoreRecords(_) => Ok(None),
            Ratio(title, _)
            | RatioTo(title, ..)
            | RatioToPeers(title, _)
            | Allocated(title)
            | EventsASecond(title, ..) => {
                let Some(groups) = &measured.runtime else { return Ok(None) };
                let group = groups.iter().find(|group| group.title == title);
                self.of_group(group.ok_or(Unknown(title))?)
            }
        }
    }

    /// What a ratio is to; nothing of a figure that is none.
    pub fn reference(self, measured: &Measured) -> String {
        match self {
            Ratio(title, _) => {
                let groups = measured.runtime.iter().flatten();
                let ratio = groups.filter(|group| group.title == title).map(|group| group.ratio);
                ratio.collect()
            }
            RatioTo(_, _, other) => format!("x {other}"),
            RatioToPeers(..) => String::from("x the fastest peer"),
            Time(_) | Processor(_) => String::from("x fewest records"),
            Build(_, _, other) => format!("x {}", other.title()),
            Net(_, _, other) => format!("x net of {}", other.title()),
            BuildGrowth(from, _) => format!("x {}", from.title()),
            Cold => String::from("x serde with derive"),
            Allocated(_) | MoreRecords(_) | EventsASecond(..) | Memory(..) => String::new(),
        }
    }

    fn of_group(self, group: &Measurement) -> Result<Option<f64>, Unknown> {
        let position = |name| group.position(name).ok_or(Unknown(name));
        let timings = &group.timings;
        match self {
            Ratio(_, case) => Ok(Some(group.ratio(position(case)?))),
            RatioTo(_, case, other) => Ok(Some(timings.ratio(position(case)?, position(other)?))),
            RatioToPeers(_, case) => {
                let case = position(case)?;
                // The fastest of them is the one that ours has the highest ratio to.
                Ok(group.peers().map(|peer| timings.ratio(case, peer)).max_by(f64::total_cmp))
            }
            Allocated(_) => {
                let ours = group.cases.iter().filter(|(name, _)| is_ours(name));
                let counts: Option<Vec<_>> =
                    ours.map(|(_, allocated)| allocated.map(|it| it.count)).collect();
                Ok(counts.unwrap_or_default().into_iter().max().map(float))
            }
            EventsASecond(_, case, events) => {
                Ok(Some(float(events as u64) * 1e9 / timings.nanos(position(case)?)))
            }
            _ => Ok(None),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn float(count: u64) -> f64 {
    count as f64
}

impl Measured {
    fn growth(&self, workload: Workload) -> Option<&Growth> {
        self.growth.as_ref()?.iter().find(|growth| growth.workload == workload)
    }

    fn cost(&self, size: Size) -> Option<&compile_cost::Cost> {
        self.compile.as_ref()?.of(size)
    }

    /// Whether the part of a figure was measured.
    pub fn has_part_of(&self, figure: Figure) -> bool {
        match figure {
            Time(_) | Processor(_) | Memory(..) => self.growth.is_some(),
            Build(..) | Net(..) | BuildGrowth(..) | Cold => self.compile.is_some(),
            _ => self.runtime.is_some(),
        }
    }
}

impl Display for Figure {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match *self {
            Allocated(title) => write!(f, "{title}: allocations of ours"),
            MoreRecords(case) => write!(f, "{case}: allocations of {MORE_RECORDS}"),
            Ratio(title, case)
            | RatioTo(title, case, _)
            | RatioToPeers(title, case)
            | EventsASecond(title, case, _) => write!(f, "{title}: {case}"),
            Time(workload) => {
                write!(f, "{}: time a record of most records", workload.title())
            }
            Processor(workload) => {
                write!(f, "{}: processor time a record of most records", workload.title())
            }
            Memory(workload, since) => {
                let since = crate::growth::grouped(since);
                write!(f, "{}: peak memory, most records over {since}", workload.title())
            }
            Build(size, derive, _) => {
                write!(f, "Build of {}: {}", size.title(), derive.title())
            }
            Net(size, derive, _) => {
                write!(f, "Build of {}: net of {}", size.title(), derive.title())
            }
            BuildGrowth(_, to) => write!(f, "Build of {}: net a field", to.title()),
            Cold => f.write_str("Cold build: default features"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Bound::{AtLeast, AtMost, Below, Stated};
    use super::{Figure, GOALS, Measured, Unit, Unknown, of_ratio};
    use crate::allocations::Allocated;
    use crate::compile_cost::Plan;
    use crate::runtime::Measurement;
    use crate::timing::Timings;

    fn measured() -> Measured {
        let allocated = |count| Some(Allocated { count, bytes: 0 });
        let cases = vec![
            ("plain", allocated(9)),
            ("intune-privacy, a", allocated(0)),
            ("floor, a", allocated(8)),
            ("peer", allocated(7)),
            ("fast peer", allocated(6)),
            ("intune-privacy, b", allocated(2)),
        ];
        let timings = Timings(vec![vec![100.0, 30.0, 20.0, 80.0, 40.0, 50.0]]);
        let group = Measurement { title: "group", ratio: "x plain", cases, timings };
        Measured { runtime: Some(vec![group]), ..Measured::default() }
    }

    #[test]
    fn figures_are_what_was_measured() {
        let measured = measured();
        for (figure, expected) in [
            (Figure::Ratio("group", "intune-privacy, a"), 0.3),
            (Figure::RatioTo("group", "intune-privacy, a", "floor, a"), 1.5),
            (Figure::RatioToPeers("group", "intune-privacy, a"), 0.75),
            (Figure::Allocations("group"), 2.0),
            (Figure::EventsASecond("group", "floor, a", 10), 5e8),
        ] {
            let value = figure.of(&measured).expect("a known name").expect("a figure");
            assert!((value - expected).abs() < 1e-9, "{figure}: {value}");
        }
    }

    #[test]
    fn a_name_that_does_not_exist_is_an_error_and_a_part_that_was_not_measured_is_none() {
        let measured = measured();
        assert_eq!(Figure::Ratio("group", "a").of(&measured), Err(Unknown("a")));
        assert_eq!(Figure::Ratio("a", "plain").of(&measured), Err(Unknown("a")));
        assert_eq!(Figure::RatioTo("group", "plain", "a").of(&measured), Err(Unknown("a")));
        assert_eq!(Figure::MoreRecords("a").of(&measured), Err(Unknown("a")));
        assert_eq!(Figure::Ratio("group", "a").of(&Measured::default()), Ok(None));
        assert_eq!(Figure::Cold.of(&measured), Ok(None));
    }

    #[test]
    fn bounds_are_met_or_missed() {
        for (bound, met, missed) in
            [(AtMost(2.0), 2.0, 2.1), (AtLeast(2.0), 2.0, 1.9), (Below(2.0), 1.9, 2.0)]
        {
            assert_eq!((bound.verdict(met), bound.verdict(missed)), ("met", "missed"), "{bound:?}");
            assert_eq!(bound.verdict(f64::NAN), "missed", "{bound:?}");
        }
        assert_eq!(Stated.verdict(7.0), "stated");
        assert_eq!(AtLeast(200_000.0).text(Unit::EventsASecond), ">= 200,000 events a second");
        assert_eq!(Unit::Mebibytes.text(-0.01), "0.0 MiB");
    }

    #[test]
    fn every_goal_on_growth_and_builds_is_in_the_full_plan() {
        for goal in GOALS {
            let has = |size| Plan::FULL.sizes.contains(size);
            match goal.figure {
                Figure::Build(size, ..) => assert!(has(&size), "{}", goal.figure),
                Figure::Net(size, derive, _) => {
                    assert!(has(&size), "{}", goal.figure);
                    let optional = Plan::FULL.features == Some(size);
                    assert!(optional || derive.feature().is_none(), "{}", goal.figure);
                }
                Figure::BuildGrowth(from, to) => {
                    assert!(has(&from) && has(&to), "{}", goal.figure);
                }
                Figure::Cold => const { assert!(Plan::FULL.cold_rounds > 0) },
                Figure::Memory(_, since) => {
                    assert!([1_000, 10_000].contains(&since), "{}", goal.figure);
                }
                _ => {}
            }
        }
    }

    #[test]
    fn the_goal_of_a_ratio_is_found_by_group_and_case() {
        let json = of_ratio(crate::redaction::JSON, "intune-privacy, Policy::logs()");
        assert_eq!(json, Some(AtMost(0.9)));
        assert_eq!(of_ratio(crate::redaction::JSON, "derive(Serialize)"), None);
    }
}
