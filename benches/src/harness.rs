//! The program around a benchmark: its arguments, and the tables that it prints.

use std::error::Error;
use std::process::ExitCode;

use clap::Parser;

use crate::allocations::Allocations;
use crate::case::Group;
use crate::runtime::Measurement;
use crate::timing::Plan;

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

fn run(arguments: &Arguments, groups: Vec<Group>, allocations: &str) -> Result<(), Box<dyn Error>> {
    let allocations = Allocations::of_program(allocations)?;
    let groups: Vec<_> = groups.into_iter().filter_map(|group| arguments.select(group)).collect();
    if groups.is_empty() {
        return Err("no case has such a name".into());
    }
    for group in groups {
        let measurement = Measurement::of(group, arguments.plan(), &allocations)?;
        println!("{}\n\n{}\n", measurement.title, measurement.table());
    }
    Ok(())
}
