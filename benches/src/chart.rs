//! The measurements as pictures: documents in SVG.

mod bars;
mod curves;

use std::error::Error;

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::case::{is_floor, is_ours};
use crate::compile_cost::{CompileCost, Derive};
use crate::goals::FLAT;
use crate::growth::{Growth, mebibytes};
use crate::runtime::Measurement;
use crate::{growth, redaction};
use bars::{Bar, Kind, Panel};
use curves::{Curve, Plot};

const WIDTH: u32 = 1000;
const INK: RGBColor = RGBColor(32, 32, 32);
const GREY: RGBColor = RGBColor(110, 110, 110);
/// Five colours that stay apart for whoever does not see all colours (Okabe and Ito, 2008).
const COLORS: [RGBColor; 5] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(150, 110, 0),
];

/// A text in this size, held at a point of it.
fn text_style(size: u32, color: &RGBColor, held: HPos) -> TextStyle<'_> {
    let style = TextStyle::from(("sans-serif", size).into_font());
    style.color(color).pos(Pos::new(held, VPos::Center))
}

/// Redacted `Debug` and JSON in ratios to the plain derives.
///
/// # Errors
///
/// If it cannot be drawn.
pub fn redaction(groups: &[Measurement]) -> Result<String, Box<dyn Error>> {
    let shown = [redaction::DEBUG, redaction::JSON];
    let groups = shown.iter().filter_map(|title| groups.iter().find(|it| it.title == *title));
    let panels: Vec<_> = groups.map(panel_of_group).collect();
    bars::draw("A record shown redacted: time against the plain derive, less is better", &panels)
}

fn panel_of_group(group: &Measurement) -> Panel {
    let names = group.cases.iter().enumerate();
    let mut bars: Vec<_> = names
        .map(|(index, (name, _))| Bar {
            label: (*name).to_owned(),
            value: group.ratio(index),
            kind: if is_ours(name) {
                Kind::Ours
            } else if is_floor(name) {
                Kind::Floor
            } else {
                Kind::Other
            },
        })
        .collect();
    bars.sort_by(|one, other| one.value.total_cmp(&other.value));
    Panel { title: format!("{}, {}", group.title, group.ratio), bars }
}

/// What the derives cost at compile time, in ratios to `derive(Debug)`.
///
/// # Errors
///
/// If it cannot be drawn.
pub fn compile_cost(measured: &CompileCost) -> Result<String, Box<dyn Error>> {
    let panels: Vec<_> = measured.costs.iter().map(panel_of_size).collect();
    bars::draw("A crate built with one derive: time against derive(Debug)", &panels)
}

fn panel_of_size(cost: &crate::compile_cost::Cost) -> Panel {
    let derives = cost.seconds.iter().filter(|(derive, _)| *derive != Derive::None);
    let bars = derives.filter_map(|(derive, _)| {
        let value = cost.ratio(*derive, Derive::Debug)?;
        let kind = if derive.is_ours() { Kind::Ours } else { Kind::Other };
        Some(Bar { label: derive.title().to_owned(), value, kind })
    });
    Panel { title: cost.size.title(), bars: bars.collect() }
}

/// The time a record and the peak memory of each workload.
///
/// # Errors
///
/// If it cannot be drawn.
pub fn growth(growths: &[Growth]) -> Result<String, Box<dyn Error>> {
    let curves = |value: &dyn Fn(&Growth, &growth::Point) -> Option<f64>,
                  label: &dyn Fn(&Growth) -> String| {
        let curve = |growth: &Growth| Curve {
            label: label(growth),
            points: growth
                .points
                .iter()
                .filter_map(|point| Some((point.records, value(growth, point)?)))
                .collect(),
        };
        growths.iter().map(curve).collect::<Vec<_>>()
    };
    let time = Plot {
        title: String::from("Time a record, x that of the fewest records"),
        curves: curves(&|growth, point| Some(growth.ratio(point)), &|growth| {
            let last = growth.points.last().map_or(0.0, |point| point.nanos);
            format!("{}: {} at the end", growth.workload.title(), time_text(last))
        }),
        limit: Some((FLAT, format!("flat: at most {FLAT}"))),
    };
    let processor = Plot {
        title: String::from("Processor time a record, x that of the fewest records"),
        curves: curves(&|growth, point| growth.processor_ratio(point), &|growth| {
            let last = growth.points.last().and_then(|point| point.processor);
            let last = last.map_or(String::from("not known"), |nanos| {
                format!("{} of the processor", time_text(nanos))
            });
            format!("{}: {last}", growth.workload.title())
        }),
        limit: Some((FLAT, format!("flat: at most {FLAT}"))),
    };
    let memory = Plot {
        title: String::from("Peak memory of the process, MiB"),
        curves: curves(&|_, point| point.peak.map(mebibytes), &|growth| {
            let last = growth.points.last().and_then(|point| point.peak);
            let last = last.map_or(String::from("not known"), |peak| {
                format!("{:.1} MiB at the end", mebibytes(peak))
            });
            format!("{}: {last}", growth.workload.title())
        }),
        limit: None,
    };
    curves::draw("From few records to many: flat is what it should be", &[time, processor, memory])
}

fn time_text(nanos: f64) -> String {
    if nanos < 1_000.0 { format!("{nanos:.0} ns") } else { format!("{:.1} µs", nanos / 1_000.0) }
}

#[cfg(test)]
mod tests {
    use super::{compile_cost, growth, redaction};
    use crate::compile_cost::{CompileCost, Cost, Derive, Seconds, Size};
    use crate::growth::{Growth, Point, Workload};
    use crate::runtime::Measurement;
    use crate::timing::Timings;

    /// The texts of a picture that is well-formed.
    fn texts(svg: &str) -> Vec<String> {
        let document = roxmltree::Document::parse(svg).expect("well-formed XML");
        assert_eq!(document.root_element().tag_name().name(), "svg");
        let texts = document.descendants().filter(|node| node.has_tag_name("text"));
        texts.filter_map(|node| node.text()).map(|text| text.trim().to_owned()).collect()
    }

    #[track_caller]
    fn assert_has(svg: &str, labels: &[&str]) {
        let texts = texts(svg);
        for label in labels {
            assert!(texts.iter().any(|text| text == label), "{label} is not in {texts:?}");
        }
    }

    #[test]
    fn the_bars_have_every_case_and_its_ratio() {
        let group = |title, ratio| Measurement {
            title,
            ratio,
            cases: vec![("plain", None), ("intune-privacy, <&>", None), ("floor, a", None)],
            timings: Timings(vec![vec![4.0, 1.0, 50.0]]),
        };
        let groups = [
            group(redaction::DEBUG, "x derive(Debug)"),
            group(redaction::JSON, "x derive(Serialize)"),
            group("another", "x another"),
        ];
        let svg = redaction(&groups).expect("a chart");
        let json = format!("{}, x derive(Serialize)", redaction::JSON);
        assert_has(&svg, &["plain", "intune-privacy, <&>", "floor, a", "0.25", "12.50", &json]);
        assert!(!svg.contains("another,"), "{svg}");
    }

    #[test]
    fn the_growth_has_every_workload_and_number_also_where_no_memory_is_known() {
        let growths = Workload::ALL.map(|workload| Growth {
            workload,
            points: [1_000, 10_000, 100_000, 1_000_000]
                .map(|records| Point { records, nanos: 1_500.0, processor: None, peak: None })
                .into(),
        });
        let svg = growth(&growths).expect("a chart");
        assert_has(&svg, &["1,000", "10,000", "100,000", "1,000,000", "flat: at most 1.25"]);
        for workload in Workload::ALL {
            let title = workload.title();
            let time = format!("{title}: 1.5 µs at the end");
            assert_has(&svg, &[&time, &format!("{title}: not known")]);
        }
    }

    #[test]
    fn the_growth_from_a_time_of_nothing_can_be_drawn() {
        let point = |records, processor| Point { records, nanos: 10.0, processor, peak: None };
        let points = vec![point(1_000, Some(0.0)), point(10_000, Some(5.0))];
        let growths = [Growth { workload: Workload::Csv, points }];
        let svg = growth(&growths).expect("a chart");
        assert_has(&svg, &["export, CSV: 5 ns of the processor"]);
    }

    #[test]
    fn the_growth_of_one_point_can_be_drawn() {
        let points =
            vec![Point { records: 1_000, nanos: 10.0, processor: Some(5.0), peak: Some(2_048) }];
        let growths = [Growth { workload: Workload::Csv, points }];
        let svg = growth(&growths).expect("a chart");
        let ends = ["10 ns at the end", "5 ns of the processor", "2.0 MiB at the end"];
        for end in ends {
            assert_has(&svg, &[&format!("export, CSV: {end}")]);
        }
    }

    #[test]
    fn the_builds_have_every_size_and_derive() {
        let cost = |size| Cost {
            size,
            seconds: Derive::ALL.map(|it| (it, Seconds { elapsed: 1.5, user: None })).into(),
        };
        let costs = vec![cost(Size::new(3, 4)), cost(Size::new(1_000, 12))];
        let svg = compile_cost(&CompileCost { costs, cold: None }).expect("a chart");
        assert_has(&svg, &["3 structs of 4 fields", "1,000 structs of 12 fields", "1.00"]);
        assert_has(&svg, &Derive::ALL[1..].iter().map(|it| it.title()).collect::<Vec<_>>());
    }
}
