//! The program around a benchmark: its arguments, and the tables that it prints.

use std::collections::HashMap;
use std::io;
use std::process::{Command, ExitCode};

use clap::Parser;
use comfy_table::{CellAlignment, Table, presets};

use crate::case::{Case, Group, Operation};
use crate::timing::{Plan, Timing, measure};

/// Measures, and prints a table for each group of cases.
#[derive(Clone, Debug, Parser)]
struct Arguments {
    /// Only the cases whose name, or the title of whose group, contains this text; and the
    /// baselines
    filter: Option<String>,
    /// Only a few short rounds, to see that everything runs
    #[arg(long)]
    quick: bool,
    /// What `cargo bench` adds; without it, as under `cargo test`, the run is quick
    #[arg(long, hide = true)]
    bench: bool,
}

impl Arguments {
    fn plan(&self) -> Plan {
        if self.quick || !self.bench { Plan::QUICK } else { Plan::FULL }
    }

    fn selects(&self, title: &str, name: &str) -> bool {
        let Some(filter) = &self.filter else { return true };
        let filter = filter.to_lowercase();
        [title, name].iter().any(|text| text.to_lowercase().contains(&filter))
    }

    /// The group with the selected cases after its baseline; `None` if none is selected.
    fn select(&self, mut group: Group) -> Option<Group> {
        let Group { title, cases, .. } = &mut group;
        cases.iter().any(|case| self.selects(title, case.name)).then_some(())?;
        let mut index = 0;
        cases.retain(|case| {
            index += 1;
            index == 1 || self.selects(title, case.name)
        });
        Some(group)
    }
}

/// Measures the groups as the command line asks, and prints the tables. `allocations` is the path
/// of the program of that name.
pub fn main(groups: Vec<Group>, allocations: &str) -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments, groups, allocations) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(
    arguments: &Arguments,
    groups: Vec<Group>,
    allocations: &str,
) -> Result<(), Box<dyn std::error::Error>> {
    let allocations = Allocations::of_program(allocations)?;
    let groups: Vec<_> = groups.into_iter().filter_map(|group| arguments.select(group)).collect();
    if groups.is_empty() {
        return Err("no case has such a name".into());
    }
    for mut group in groups {
        group.cases.iter_mut().try_for_each(Case::check)?;
        let timings = measure(&mut operations(&mut group), arguments.plan());
        println!("{}\n\n{}\n", group.title, table(&group, &timings, &allocations));
    }
    Ok(())
}

fn operations(group: &mut Group) -> Vec<&mut dyn Operation> {
    group.cases.iter_mut().map(|case| &mut *case.operation as &mut dyn Operation).collect()
}

fn table(group: &Group, timings: &[Timing], allocations: &Allocations) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::ASCII_MARKDOWN);
    table.set_header(["Case", "ns", group.ratio, "Allocations", "Bytes", "Goal"]);
    for (case, timing) in group.cases.iter().zip(timings) {
        let (count, bytes) = allocations.of(group.title, case.name);
        table.add_row([
            case.name.to_owned(),
            format!("{:.0}", timing.nanos),
            format!("{:.2}", timing.ratio),
            count,
            bytes,
            goal(case.goal, timing.ratio),
        ]);
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn goal(goal: Option<f64>, ratio: f64) -> String {
    match goal {
        None => String::new(),
        Some(goal) if ratio <= goal => format!("<= {goal:.2} met"),
        Some(goal) => format!("<= {goal:.2} missed"),
    }
}

/// How much each case allocates, as the program `allocations` prints it.
struct Allocations(HashMap<(String, String), (String, String)>);

impl Allocations {
    fn of_program(path: &str) -> io::Result<Self> {
        let output = Command::new(path).output()?;
        if !output.status.success() {
            return Err(io::Error::other(String::from_utf8_lossy(&output.stderr)));
        }
        let lines = String::from_utf8_lossy(&output.stdout);
        Ok(Self(lines.lines().filter_map(line).collect()))
    }

    fn of(&self, title: &str, name: &str) -> (String, String) {
        let key = (title.to_owned(), name.to_owned());
        self.0.get(&key).cloned().unwrap_or_default()
    }
}

/// Reads a line: title, name, allocations and bytes, with tabs between them.
fn line(line: &str) -> Option<((String, String), (String, String))> {
    let mut parts = line.split('\t').map(str::to_owned);
    let mut next = || parts.next();
    Some(((next()?, next()?), (next()?, next()?)))
}
