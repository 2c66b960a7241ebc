//! The report: a Markdown document with the charts beside it.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::allocations::Allocations;
use crate::goals::Measured;
use crate::runtime::Measurement;
use crate::{chart, compile_cost, growth, machine, runtime, summary, timing};

/// What is measured, and how much of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Plan {
    /// The groups of cases.
    pub runtime: Option<timing::Plan>,
    /// The growth.
    pub growth: Option<growth::Plan>,
    /// The cost of compiling.
    pub compile: Option<compile_cost::Plan>,
}

/// Measures, one part after the other.
///
/// # Errors
///
/// If a case does not show what it should, or something does not run or build.
pub fn measure(plan: Plan) -> Result<Measured, Box<dyn Error>> {
    let mut measured = Measured::default();
    if let Some(plan) = plan.runtime {
        measured.allocations = Allocations::of_cargo()?;
        let groups = runtime::groups().into_iter().map(|group| {
            eprintln!("run time: {}", group.title);
            Measurement::of(group, plan, &measured.allocations)
        });
        measured.runtime = Some(groups.collect::<Result<_, _>>()?);
    }
    measured.growth = plan.growth.map(growth::measure).transpose()?;
    measured.compile = plan.compile.map(compile_cost::measure).transpose()?;
    Ok(measured)
}

/// A document and its charts.
#[derive(Debug)]
pub struct Report {
    /// The document in Markdown.
    pub text: String,
    /// The names of the charts, without `.svg`, and the charts.
    pub charts: Vec<(&'static str, String)>,
}

impl Report {
    /// The report of what was measured.
    ///
    /// # Errors
    ///
    /// If a goal names what is not there, or a chart cannot be drawn.
    pub fn of(measured: &Measured) -> Result<Self, Box<dyn Error>> {
        let mut report = Self { text: String::from("# Measurements\n\n"), charts: Vec::new() };
        let out = &mut report.text;
        writeln!(out, "{}\n## Goals\n\n{}", machine::description(), summary::table(measured)?)?;
        if let Some(groups) = &measured.runtime {
            report.runtime(groups)?;
        }
        if let Some(growths) = &measured.growth {
            report.growth(growths)?;
        }
        if let Some(compile) = &measured.compile {
            report.compile(compile)?;
        }
        Ok(report)
    }

    fn runtime(&mut self, groups: &[Measurement]) -> Result<(), Box<dyn Error>> {
        self.text += "\n## Run time\n\n";
        self.text += "ns: the median of a run. Ratio: the median of the ratios of each round. \
            Allocations and bytes: of one run.\n";
        self.chart("redaction", chart::redaction(groups)?)?;
        for group in groups {
            writeln!(self.text, "\n### {}\n\n{}", group.title, group.table())?;
        }
        Ok(())
    }

    fn growth(&mut self, growths: &[growth::Growth]) -> Result<(), Box<dyn Error>> {
        self.text += "\n## Growth\n\n";
        self.text += "Each point in a process of its own. Exports take the records from an iterator \
            and write to a writer that counts the bytes. The diff names what changed in pairs of \
            records, of which every second differs. A journal gets events of about 700 bytes, 1,000 in a \
            transaction, durable when it ends.\n";
        self.chart("growth", chart::growth(growths)?)?;
        writeln!(self.text, "\n{}", growth::table(growths))?;
        Ok(())
    }

    fn compile(&mut self, compile: &compile_cost::CompileCost) -> Result<(), Box<dyn Error>> {
        self.text += "\n## Compile time\n\n";
        self.text += "`cargo build` of a crate of structs whose dependencies are built before: the \
            median of interleaved rounds. Net: without what the same crate takes without a derive.\n";
        self.chart("compile", chart::compile_cost(compile)?)?;
        writeln!(self.text, "\n{}", compile_cost::table(compile))?;
        if let Some(cold) = compile.cold {
            self.text += "\n### Cold build\n\nA crate without code, and all that it depends on.\n";
            writeln!(self.text, "\n{}", compile_cost::cold_table(cold))?;
        }
        Ok(())
    }

    fn chart(&mut self, name: &'static str, svg: String) -> Result<(), Box<dyn Error>> {
        writeln!(self.text, "\n![{name}]({name}.svg)")?;
        self.charts.push((name, svg));
        Ok(())
    }

    /// Writes the document of that name and its charts into a folder.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn write(&self, name: &str, folder: &Path) -> std::io::Result<()> {
        fs::create_dir_all(folder)?;
        for (name, svg) in &self.charts {
            fs::write(folder.join(format!("{name}.svg")), svg)?;
        }
        fs::write(folder.join(format!("{name}.md")), &self.text)
    }
}
