//! Measures the library and prints a report in Markdown.

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use benches::growth::{self, Workload};
use benches::report::{self, Plan, Report};
use benches::{compile_cost, runtime, timing};
use clap::{Args, Parser, Subcommand};

/// Measures the library, prints a report in Markdown and writes it with its charts.
#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    part: Part,
}

#[derive(Debug, Subcommand)]
enum Part {
    /// All of it, with every goal and whether it is met
    Report(Options),
    /// What views, exports, diffs and journals take, beside other libraries
    Runtime(Options),
    /// Whether the time a record and the memory stay the same as records become many
    Growth(Options),
    /// What the derive costs at compile time
    Compile(Options),
    /// One case of a group and nothing else, so often, for a profiler to look at
    Case { group: String, case: String, times: u32 },
    /// One point of the growth, in the process of that point alone
    #[command(hide = true)]
    GrowthPoint { workload: Workload, records: u64, times: u64, folder: PathBuf },
}

#[derive(Args, Debug)]
struct Options {
    /// Only a little of everything, to see that it runs
    #[arg(long)]
    quick: bool,
    /// The folder that the report and its charts are written to
    #[arg(long, default_value = "target/benchmarks", value_name = "FOLDER")]
    out: PathBuf,
    /// The greatest number of records [default: 1000000, quick: 10000]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1_000..))]
    largest: Option<u64>,
}

impl Options {
    /// The full plan, or what there is of it in a quick run.
    fn plan(&self) -> Plan {
        let (runtime, growth, compile) = if self.quick {
            (timing::Plan::QUICK, growth::Plan::QUICK, compile_cost::Plan::QUICK)
        } else {
            (timing::Plan::FULL, growth::Plan::FULL, compile_cost::Plan::FULL)
        };
        let growth = growth::Plan { largest: self.largest.unwrap_or(growth.largest), ..growth };
        Plan { runtime: Some(runtime), growth: Some(growth), compile: Some(compile) }
    }
}

fn main() -> ExitCode {
    match run(&Arguments::parse().part) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(part: &Part) -> Result<(), Box<dyn Error>> {
    let (name, options, plan) = match part {
        Part::Report(options) => ("report", options, options.plan()),
        Part::Runtime(options) => {
            ("runtime", options, Plan { growth: None, compile: None, ..options.plan() })
        }
        Part::Growth(options) => {
            ("growth", options, Plan { runtime: None, compile: None, ..options.plan() })
        }
        Part::Compile(options) => {
            ("compile", options, Plan { runtime: None, growth: None, ..options.plan() })
        }
        Part::Case { group, case, times } => return Ok(runtime::repeat(group, case, *times)?),
        Part::GrowthPoint { workload, records, times, folder } => {
            return growth::print_point(*workload, *records, *times, folder);
        }
    };
    let report = Report::of(&report::measure(plan)?)?;
    report.write(name, &options.out)?;
    print!("{}", report.text);
    Ok(())
}
