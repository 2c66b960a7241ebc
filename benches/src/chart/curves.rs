//! Plots of curves over the number of records, each plot with its legend to the right.

use std::error::Error;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::{COLORS, GREY, INK, WIDTH, text_style};
use crate::growth::grouped;

pub(super) struct Curve {
    pub(super) label: String,
    /// Numbers of records and values.
    pub(super) points: Vec<(u64, f64)>,
}

pub(super) struct Plot {
    pub(super) title: String,
    pub(super) curves: Vec<Curve>,
    /// A value that none should be above, and what it is.
    pub(super) limit: Option<(f64, String)>,
}

const TITLE: u32 = 46;
const HEIGHT: u32 = 320;
const LEGEND: u32 = 340;

pub(super) fn draw(title: &str, plots: &[Plot]) -> Result<String, Box<dyn Error>> {
    let mut svg = String::new();
    {
        let height = TITLE + HEIGHT * u32::try_from(plots.len())?;
        let root = SVGBackend::with_string(&mut svg, (WIDTH, height)).into_drawing_area();
        root.fill(&WHITE)?;
        let (head, body) = root.split_vertically(TITLE);
        let style = text_style(20, &INK, HPos::Left);
        head.draw(&Text::new(title, (24, i32::try_from(TITLE / 2)?), style))?;
        for (plot, area) in plots.iter().zip(body.split_evenly((plots.len(), 1))) {
            let (chart, legend) = area.split_horizontally(WIDTH - LEGEND);
            draw_chart(plot, &chart)?;
            draw_legend(plot, &legend)?;
        }
        root.present()?;
    }
    Ok(svg)
}

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

#[expect(clippy::cast_precision_loss, reason = "no chart has more than a million records")]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the same")]
fn draw_chart(plot: &Plot, area: &Area<'_>) -> Result<(), Box<dyn Error>> {
    let points = || plot.curves.iter().flat_map(|curve| &curve.points);
    let limit = plot.limit.as_ref().map(|(limit, _)| *limit);
    let highest = points().map(|(_, value)| *value).chain(limit).fold(0.0, f64::max) * 1.15;
    let first = points().map(|(records, _)| *records).min().unwrap_or(1_000) as f64;
    let last = points().map(|(records, _)| *records).max().unwrap_or(1_000) as f64;
    // A range of no length cannot be drawn.
    let (last, highest) = (last.max(first * 10.0), highest.max(1.0));
    let mut chart = ChartBuilder::on(area)
        .margin(16)
        .margin_right(32)
        .caption(&plot.title, text_style(16, &INK, HPos::Left))
        .x_label_area_size(44)
        .y_label_area_size(52)
        .build_cartesian_2d((first..last).log_scale(), 0.0..highest)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(RGBColor(228, 228, 228))
        .axis_style(GREY)
        .x_desc("records")
        .x_labels(8)
        .x_label_formatter(&|records| grouped(records.round() as u64))
        .y_labels(6)
        .y_label_formatter(&|value| {
            if highest < 5.0 { format!("{value:.2}") } else { format!("{value:.0}") }
        })
        .label_style(("sans-serif", 13).into_font().color(&INK))
        .draw()?;
    if let Some(limit) = limit {
        let ends = [(first, limit), (last, limit)];
        chart.draw_series(DashedLineSeries::new(ends, 6, 4, GREY.stroke_width(1)))?;
    }
    for (curve, color) in plot.curves.iter().zip(COLORS) {
        let points = || curve.points.iter().map(|(records, value)| (*records as f64, *value));
        chart.draw_series(LineSeries::new(points(), color.stroke_width(2)))?;
        chart.draw_series(points().map(|point| Circle::new(point, 4, color.filled())))?;
    }
    Ok(())
}

fn draw_legend(plot: &Plot, area: &Area<'_>) -> Result<(), Box<dyn Error>> {
    let mut middle = 64;
    for (curve, color) in plot.curves.iter().zip(COLORS) {
        area.draw(&Circle::new((8, middle), 5, color.filled()))?;
        let label = text_style(14, &INK, HPos::Left);
        area.draw(&Text::new(curve.label.as_str(), (22, middle), label))?;
        middle += 26;
    }
    if let Some((_, label)) = &plot.limit {
        let dashes = [(0, 6), (10, 16)].map(|(from, to)| vec![(from, middle), (to, middle)]);
        for dash in dashes {
            area.draw(&PathElement::new(dash, GREY))?;
        }
        area.draw(&Text::new(label.as_str(), (22, middle), text_style(14, &GREY, HPos::Left)))?;
    }
    Ok(())
}
