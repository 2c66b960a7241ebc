//! Whether the time a record and the peak memory stay the same as records become many.
//!
//! Each point is measured in a process of its own, whose peak is that of the point alone.

mod workload;

use std::env;
use std::error::Error;
use std::path::Path;
use std::process::Command;

use comfy_table::{Table, presets};
use tempfile::TempDir;

use crate::runtime::align_figures;
use crate::timing::median;
pub use workload::Workload;

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// The greatest number of records. The others are powers of ten from 1,000 on.
    pub largest: u64,
    /// How often each point is measured.
    pub rounds: u32,
}

impl Plan {
    /// All that is asked for.
    pub const FULL: Self = Self { largest: 1_000_000, rounds: 3 };
    /// Enough to see that everything runs.
    pub const QUICK: Self = Self { largest: 10_000, rounds: 1 };

    fn numbers(self) -> impl Iterator<Item = u64> {
        (3..).map(|power| 10_u64.pow(power)).take_while(move |number| *number <= self.largest)
    }

    /// How often a point is measured in its process: points of few records as often as it takes for
    /// a time that can be measured.
    fn times(self, workload: Workload, records: u64) -> u64 {
        let times = self.largest / records;
        // To append goes to the disk and takes the longest.
        if workload == Workload::Append { times.clamp(1, 3) } else { times.clamp(3, 100) }
    }
}

/// So many records.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// How many.
    pub records: u64,
    /// The median of the nanoseconds a record.
    pub nanos: f64,
    /// Those of the processor, if the system tells: while others use the machine, many records wait
    /// for it and few do not.
    pub processor: Option<f64>,
    /// The most memory that the process had in any round, in KiB, if the system tells.
    pub peak: Option<u64>,
}

/// How a workload grows.
#[derive(Clone, Debug)]
pub struct Growth {
    /// What is done to the records.
    pub workload: Workload,
    /// From few records to many.
    pub points: Vec<Point>,
}

impl Growth {
    /// The time a record at a point, divided by that at the first.
    pub fn ratio(&self, point: &Point) -> f64 {
        self.points.first().map_or(f64::NAN, |first| point.nanos / first.nanos)
    }

    /// The time a record at the last point, divided by that at the first.
    pub fn last_ratio(&self) -> Option<f64> {
        self.points.last().map(|last| self.ratio(last))
    }

    /// The processor time a record at a point, divided by that at the first. It is not known if the
    /// system has rounded that to nothing.
    pub fn processor_ratio(&self, point: &Point) -> Option<f64> {
        let first = self.points.first()?.processor.filter(|nanos| *nanos > 0.0)?;
        Some(point.processor? / first)
    }

    /// The processor time a record at the last point, divided by that at the first.
    pub fn last_processor_ratio(&self) -> Option<f64> {
        self.points.last().and_then(|last| self.processor_ratio(last))
    }

    /// How much more memory the last point has at its peak than that of so many records, in MiB.
    pub fn memory_since(&self, records: u64) -> Option<f64> {
        let first = self.points.iter().find(|point| point.records == records)?;
        Some(mebibytes(self.points.last()?.peak?) - mebibytes(first.peak?))
    }
}

/// Measures every workload.
///
/// # Errors
///
/// If a process fails, or no folder can be made for the journals.
pub fn measure(plan: Plan) -> Result<Vec<Growth>, Box<dyn Error>> {
    let mut rounds = Vec::new();
    for round in 1..=plan.rounds {
        let mut points = Vec::new();
        for records in plan.numbers() {
            eprintln!("growth, round {round}: {records} records");
            // What is appended is verified, and removed before the next.
            let folder = tempfile::tempdir()?;
            for workload in Workload::ALL {
                points.push((workload, in_a_process(workload, records, plan, &folder)?));
            }
        }
        rounds.push(points);
    }
    let growth = |workload| Growth {
        workload,
        points: plan.numbers().map(|records| together(&rounds, workload, records)).collect(),
    };
    Ok(Workload::ALL.map(growth).into())
}

/// The point of all rounds.
fn together(rounds: &[Vec<(Workload, Point)>], workload: Workload, records: u64) -> Point {
    let points = || {
        let points = rounds.iter().flatten();
        points.filter(|(of, point)| *of == workload && point.records == records).map(|(_, it)| it)
    };
    let nanos = median(points().map(|point| point.nanos));
    let processor: Option<Vec<f64>> = points().map(|point| point.processor).collect();
    Point {
        records,
        nanos,
        processor: processor.map(|rounds| median(rounds.into_iter())),
        peak: points().filter_map(|point| point.peak).max(),
    }
}

fn in_a_process(
    workload: Workload,
    records: u64,
    plan: Plan,
    folder: &TempDir,
) -> Result<Point, Box<dyn Error>> {
    let mut command = Command::new(env::current_exe()?);
    command.args(["growth-point", workload.name()]);
    command.args([records, plan.times(workload, records)].map(|number| number.to_string()));
    let output = command.arg(folder.path()).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Point::parse(&String::from_utf8(output.stdout)?)
}

/// The process of one point: measures it so many times and prints it.
///
/// # Errors
///
/// If the journal in the folder cannot be written or read.
pub fn print_point(
    workload: Workload,
    records: u64,
    times: u64,
    folder: &Path,
) -> Result<(), Box<dyn Error>> {
    let (nanos, processor) = workload.nanos(records, times, folder)?;
    let peak = crate::usage::peak_memory();
    println!("{}", Point { records, nanos, processor, peak }.line());
    Ok(())
}

impl Point {
    fn line(&self) -> String {
        let peak = self.peak.map(|peak| peak.to_string()).unwrap_or_default();
        let processor = self.processor.map(|nanos| nanos.to_string()).unwrap_or_default();
        format!("{}\t{}\t{processor}\t{peak}", self.records, self.nanos)
    }

    fn parse(line: &str) -> Result<Self, Box<dyn Error>> {
        let parts: Vec<_> = line.trim_end_matches('\n').split('\t').collect();
        let [records, nanos, processor, peak] = parts[..] else {
            return Err(format!("not a point: {line}").into());
        };
        let peak = if peak.is_empty() { None } else { Some(peak.parse()?) };
        let processor = if processor.is_empty() { None } else { Some(processor.parse()?) };
        Ok(Self { records: records.parse()?, nanos: nanos.parse()?, processor, peak })
    }
}

/// A Markdown table of all points.
pub fn table(growths: &[Growth]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::ASCII_MARKDOWN);
    table.set_header([
        "Workload",
        "Records",
        "ns a record",
        "x fewest records",
        "Processor ns",
        "x fewest records",
        "Peak MiB",
    ]);
    for growth in growths {
        for point in &growth.points {
            table.add_row([
                growth.workload.title().to_owned(),
                grouped(point.records),
                format!("{:.0}", point.nanos),
                format!("{:.2}", growth.ratio(point)),
                point.processor.map(|nanos| format!("{nanos:.0}")).unwrap_or_default(),
                growth.processor_ratio(point).map(|it| format!("{it:.2}")).unwrap_or_default(),
                point.peak.map(|peak| format!("{:.1}", mebibytes(peak))).unwrap_or_default(),
            ]);
        }
    }
    align_figures(&mut table, 1);
    table
}

/// Of KiB.
#[expect(clippy::cast_precision_loss, reason = "no machine has so much memory")]
pub fn mebibytes(kibibytes: u64) -> f64 {
    kibibytes as f64 / 1024.0
}

/// A number with a comma before each three digits.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Growth, Plan, Point, Workload, grouped, table};

    fn growth() -> Growth {
        let point = |records, nanos, peak| Point {
            records,
            nanos,
            processor: Some(nanos / 2.0),
            peak: Some(peak),
        };
        let points = [point(1_000, 200.0, 2048), point(10_000, 220.0, 3072)];
        Growth { workload: Workload::Csv, points: points.into() }
    }

    #[test]
    fn growth_is_the_last_point_against_the_first() {
        let growth = growth();
        assert_eq!(growth.last_ratio().map(f64::to_bits), Some(1.1f64.to_bits()));
        assert_eq!(growth.memory_since(1_000).map(f64::to_bits), Some(1f64.to_bits()));
        assert_eq!(growth.memory_since(10_000).map(f64::to_bits), Some(0f64.to_bits()));
        assert_eq!(growth.memory_since(100), None);
    }

    #[test]
    fn the_table_has_what_was_measured() {
        let text = table(&[growth()]).to_string();
        let cells: Vec<Vec<_>> =
            text.lines().map(|line| line.split('|').map(str::trim).collect()).collect();
        let csv = Workload::Csv.title();
        assert_eq!(cells[2][1..8], [csv, "1,000", "200", "1.00", "100", "1.00", "2.0"], "{text}");
        assert_eq!(cells[3][1..8], [csv, "10,000", "220", "1.10", "110", "1.10", "3.0"], "{text}");
    }

    #[test]
    fn a_point_is_read_as_it_was_printed() {
        for (processor, peak) in [(None, None), (Some(9.25), Some(4321)), (None, Some(1))] {
            let point = Point { records: 1_000, nanos: 12.5, processor, peak };
            assert_eq!(Point::parse(&point.line()).expect("a point"), point);
        }
        assert!(Point::parse("1000\t2\t3").is_err());
        assert!(Point::parse("1000\tx\t3\t4").is_err());
    }

    #[test]
    fn the_points_are_powers_of_ten() {
        let numbers: Vec<_> = Plan::FULL.numbers().collect();
        assert_eq!(numbers, [1_000, 10_000, 100_000, 1_000_000]);
        assert_eq!(Plan { largest: 50_000, rounds: 1 }.numbers().max(), Some(10_000));
    }

    #[test]
    fn numbers_are_written_in_groups_of_three_digits() {
        let texts = [999, 1_000, 123_456, 1_000_000].map(grouped);
        assert_eq!(texts, ["999", "1,000", "123,456", "1,000,000"]);
    }
}
