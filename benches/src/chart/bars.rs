//! Panels of horizontal bars, each with a line at 1.

use std::error::Error;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::{COLORS, GREY, INK, WIDTH, text_style};

pub(super) struct Bar {
    pub(super) label: String,
    pub(super) value: f64,
    pub(super) kind: Kind,
}

/// Whose the bar is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Ours,
    Other,
    Floor,
}

impl Kind {
    const LEGEND: [(Self, &str); 3] = [
        (Self::Ours, "intune-privacy"),
        (Self::Other, "other libraries and derives"),
        (Self::Floor, "written by hand"),
    ];

    const fn color(self) -> RGBColor {
        match self {
            Self::Ours => COLORS[0],
            Self::Other => RGBColor(140, 150, 160),
            Self::Floor => RGBColor(206, 212, 218),
        }
    }

    const fn ink(self) -> RGBColor {
        match self {
            Self::Ours => COLORS[0],
            Self::Other | Self::Floor => INK,
        }
    }
}

pub(super) struct Panel {
    pub(super) title: String,
    pub(super) bars: Vec<Bar>,
}

/// The height of a bar with the room around it.
const ROW: i32 = 24;
const TITLE: i32 = 72;
const PANEL_TITLE: i32 = 64;
/// Where the bars begin: to the left of it are the labels.
const ZERO: i32 = 340;
/// Where the longest bar ends: to the right of it is its value.
const END: i32 = 920;

impl Panel {
    fn height(&self) -> i32 {
        PANEL_TITLE + ROW * i32::try_from(self.bars.len()).unwrap_or_default()
    }
}

pub(super) fn draw(title: &str, panels: &[Panel]) -> Result<String, Box<dyn Error>> {
    let height = TITLE + panels.iter().map(Panel::height).sum::<i32>() + ROW;
    let mut svg = String::new();
    {
        let size = (WIDTH, u32::try_from(height)?);
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        area.fill(&WHITE)?;
        let style = text_style(20, &INK, HPos::Left);
        area.draw(&Text::new(title, (24, 24), style))?;
        draw_legend(panels, &area)?;
        let mut top = TITLE;
        for panel in panels {
            draw_panel(panel, top, &area)?;
            top += panel.height();
        }
        area.present()?;
    }
    Ok(svg)
}

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

fn draw_panel(panel: &Panel, top: i32, area: &Area<'_>) -> Result<(), Box<dyn Error>> {
    let longest = panel.bars.iter().map(|bar| bar.value).filter(|value| value.is_finite());
    let longest = longest.fold(1.0, f64::max);
    #[expect(clippy::cast_possible_truncation, reason = "a place in the picture")]
    let place = |value: f64| ZERO + (f64::from(END - ZERO) * value / longest).round() as i32;
    let title = text_style(16, &INK, HPos::Left);
    area.draw(&Text::new(panel.title.as_str(), (24, top + 28), title))?;
    let first = top + PANEL_TITLE;
    let last = top + panel.height();
    for (bar, middle) in panel.bars.iter().zip((first + ROW / 2..).step_by(ROW as usize)) {
        let corners = [(ZERO, middle - 8), (place(bar.value), middle + 8)];
        area.draw(&Rectangle::new(corners, bar.kind.color().filled()))?;
    }
    let one = place(1.0);
    area.draw(&PathElement::new(vec![(one, first - 8), (one, last)], GREY))?;
    area.draw(&Text::new("1.0", (one, first - 16), text_style(13, &GREY, HPos::Center)))?;
    for (bar, middle) in panel.bars.iter().zip((first + ROW / 2..).step_by(ROW as usize)) {
        let ink = bar.kind.ink();
        let label = text_style(14, &ink, HPos::Right);
        area.draw(&Text::new(bar.label.as_str(), (ZERO - 8, middle), label))?;
        // The line at 1 does not cross a value.
        let end = place(bar.value);
        let room = [(end + 2, middle - 8), (end + 38, middle + 8)];
        area.draw(&Rectangle::new(room, WHITE.filled()))?;
        let value = text_style(14, &ink, HPos::Left);
        area.draw(&Text::new(format!("{:.2}", bar.value), (end + 6, middle), value))?;
    }
    Ok(())
}

/// Whose the bars are, as far as there are such bars.
fn draw_legend(panels: &[Panel], area: &Area<'_>) -> Result<(), Box<dyn Error>> {
    let mut left = 24;
    for (kind, text) in Kind::LEGEND {
        if panels.iter().flat_map(|panel| &panel.bars).any(|bar| bar.kind == kind) {
            let square = [(left, 48), (left + 12, 60)];
            area.draw(&Rectangle::new(square, kind.color().filled()))?;
            let ink = kind.ink();
            let style = text_style(14, &ink, HPos::Left);
            area.draw(&Text::new(text, (left + 18, 54), style))?;
            left += 240;
        }
    }
    Ok(())
}
