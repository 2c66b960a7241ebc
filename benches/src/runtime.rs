//! Groups of cases, measured: what each takes, its ratio to the first, and what it allocates.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use comfy_table::{CellAlignment, Table, presets};

use crate::allocations::{Allocated, Allocations};
use crate::case::{Case, Group, Operation, WrongOutput, is_floor, is_ours};
use crate::goals;
use crate::timing::{self, Plan, Timings};
use crate::{audit, export, journal, redaction};

/// The groups of each benchmark.
const BENCHMARKS: [fn() -> Vec<Group>; 4] =
    [redaction::groups, export::groups, audit::groups, journal::groups];

/// The groups of all benchmarks.
pub fn groups() -> Vec<Group> {
    BENCHMARKS.iter().flat_map(|groups| groups()).collect()
}

/// Runs one case so many times, for a profiler to look at.
///
/// # Errors
///
/// If there is no such case.
pub fn repeat(title: &str, name: &str, times: u32) -> Result<(), NoCase> {
    // Only as many benchmarks are made as it takes to find it.
    let groups = BENCHMARKS.iter().flat_map(|groups| groups());
    let mut cases = groups.filter(|group| group.title == title).flat_map(|group| group.cases);
    let mut case = cases.find(|case| case.name == name).ok_or(NoCase)?;
    case.operation.run(times);
    Ok(())
}

/// No group has such a title and a case of such a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoCase;

impl Display for NoCase {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(
            "there is no such case: the tables of the report name the groups and their cases",
        )
    }
}

impl Error for NoCase {}

/// A group of cases with what was measured.
#[derive(Clone, Debug)]
pub struct Measurement {
    /// The title of the group.
    pub title: &'static str,
    /// The name of the ratio to the first case.
    pub ratio: &'static str,
    /// The names of the cases, and what each allocates if it was counted.
    pub cases: Vec<(&'static str, Option<Allocated>)>,
    /// What the cases take.
    pub timings: Timings,
}

impl Measurement {
    /// Checks the cases of a group and measures them.
    ///
    /// # Errors
    ///
    /// If a case does not show what it should.
    pub fn of(
        mut group: Group,
        plan: Plan,
        allocations: &Allocations,
    ) -> Result<Self, WrongOutput> {
        group.cases.iter_mut().try_for_each(Case::check)?;
        let mut operations: Vec<_> =
            group.cases.iter_mut().map(|case| &mut *case.operation as &mut dyn Operation).collect();
        let timings = timing::measure(&mut operations, plan);
        let Group { title, ratio, cases } = group;
        let names = cases.iter().map(|case| case.name);
        let cases = names.map(|name| (name, allocations.get(title, name))).collect();
        Ok(Self { title, ratio, cases, timings })
    }

    /// The number of a case.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.cases.iter().position(|(case, _)| *case == name)
    }

    /// The numbers of the cases of other libraries.
    pub fn peers(&self) -> impl Iterator<Item = usize> {
        let names = self.cases.iter().enumerate().skip(1);
        names.filter(|(_, (name, _))| !is_ours(name) && !is_floor(name)).map(|(index, _)| index)
    }

    /// The ratio of a case to the first.
    pub fn ratio(&self, case: usize) -> f64 {
        self.timings.ratio(case, 0)
    }

    /// A Markdown table.
    pub fn table(&self) -> Table {
        let mut table = Table::new();
        table.load_preset(presets::ASCII_MARKDOWN);
        table.set_header(["Case", "ns", self.ratio, "Allocations", "Bytes", "Goal"]);
        for (index, (name, allocated)) in self.cases.iter().enumerate() {
            let ratio = self.ratio(index);
            let goal = goals::of_ratio(self.title, name);
            table.add_row([
                (*name).to_owned(),
                format!("{:.0}", self.timings.nanos(index)),
                format!("{ratio:.2}"),
                allocated.map(|allocated| allocated.count.to_string()).unwrap_or_default(),
                allocated.map(|allocated| allocated.bytes.to_string()).unwrap_or_default(),
                goal.map(|goal| format!("{goal} {}", goal.verdict(ratio))).unwrap_or_default(),
            ]);
        }
        align_figures(&mut table, 1);
        table
    }
}

/// Aligns the columns behind so many to the right.
pub(crate) fn align_figures(table: &mut Table, names: usize) {
    for column in table.column_iter_mut().skip(names) {
        column.set_cell_alignment(CellAlignment::Right);
    }
}
