//! What a derive costs whoever builds with it: crates of many structs, built with one derive after
//! another, in turn; and a crate without code whose dependencies were never built.

mod source;
mod workshop;

use std::error::Error;
use std::time::Duration;

use comfy_table::{Table, presets};

use crate::growth::grouped;
use crate::runtime::align_figures;
use crate::timing::median;
pub use source::{Derive, Source};
use workshop::Workshop;

/// The structs of a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// How many there are.
    pub structs: u32,
    /// How many fields each has.
    pub fields: u32,
}

impl Size {
    /// So many structs of so many fields.
    pub const fn new(structs: u32, fields: u32) -> Self {
        Self { structs, fields }
    }

    /// For readers.
    pub fn title(self) -> String {
        let Self { structs, fields } = self;
        format!("{} structs of {fields} fields", grouped(structs.into()))
    }
}

/// The size that most goals are about.
pub const USUAL: Size = Size::new(300, 12);
/// As many fields in few structs as in many.
pub const NARROW: Size = Size::new(500, 10);
/// Between the two.
pub const MIDDLE: Size = Size::new(50, 100);
/// The longest structs.
pub const WIDE: Size = Size::new(10, 500);
/// Fewer structs than usual.
pub const FEW: Size = Size::new(100, 12);
/// More structs than usual.
pub const MANY: Size = Size::new(1_000, 12);

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// The crates, each with no derive and each of those that are compared.
    pub sizes: &'static [Size],
    /// The crate that is also built with our optional features, if any.
    pub features: Option<Size>,
    /// How often each crate is built.
    pub rounds: u32,
    /// How often all dependencies are built.
    pub cold_rounds: u32,
}

impl Plan {
    /// All that is asked for.
    pub const FULL: Self = Self {
        sizes: &[FEW, USUAL, MANY, NARROW, MIDDLE, WIDE],
        features: Some(USUAL),
        rounds: 5,
        cold_rounds: 3,
    };
    /// Enough to see that everything builds.
    pub const QUICK: Self =
        Self { sizes: &[Size::new(3, 14)], features: None, rounds: 1, cold_rounds: 0 };
}

/// How long builds took.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seconds {
    /// By the clock.
    pub elapsed: f64,
    /// Of the processor, if the system tells.
    pub user: Option<f64>,
}

impl Seconds {
    /// The medians.
    fn median(rounds: &[(Duration, Option<Duration>)]) -> Self {
        let user: Option<Vec<_>> = rounds.iter().map(|(_, user)| *user).collect();
        Self {
            elapsed: median(rounds.iter().map(|(elapsed, _)| elapsed.as_secs_f64())),
            user: user.map(|user| median(user.iter().map(Duration::as_secs_f64))),
        }
    }
}

/// What the derives cost in a crate of one size.
#[derive(Clone, Debug)]
pub struct Cost {
    /// The crate.
    pub size: Size,
    /// The median time with each derive.
    pub seconds: Vec<(Derive, Seconds)>,
}

impl Cost {
    /// The time with a derive.
    pub fn of(&self, derive: Derive) -> Option<Seconds> {
        self.seconds.iter().find(|(of, _)| *of == derive).map(|(_, seconds)| *seconds)
    }

    /// The time with a derive against the time with another, both as a whole.
    pub fn ratio(&self, derive: Derive, other: Derive) -> Option<f64> {
        Some(self.of(derive)?.elapsed / self.of(other)?.elapsed)
    }

    /// The seconds that a derive adds to the crate without derives.
    pub fn net(&self, derive: Derive) -> Option<f64> {
        Some(self.of(derive)?.elapsed - self.of(Derive::None)?.elapsed)
    }

    /// What a derive adds against what another adds.
    pub fn net_ratio(&self, derive: Derive, other: Derive) -> Option<f64> {
        Some(self.net(derive)? / self.net(other)?)
    }

    /// The microseconds that a derive adds for each field.
    pub fn net_micros_a_field(&self, derive: Derive) -> Option<f64> {
        let fields = f64::from(self.size.structs) * f64::from(self.size.fields);
        Some(self.net(derive)? * 1e6 / fields)
    }
}

/// The builds of a crate without code with all that it depends on.
#[derive(Clone, Copy, Debug)]
pub struct Cold {
    /// On the library with its default features.
    pub ours: Seconds,
    /// On serde with its derive.
    pub serde: Seconds,
}

/// All that was measured.
#[derive(Clone, Debug)]
pub struct CompileCost {
    /// By size.
    pub costs: Vec<Cost>,
    /// The cold build.
    pub cold: Option<Cold>,
}

impl CompileCost {
    /// The cost in a crate of that size.
    pub fn of(&self, size: Size) -> Option<&Cost> {
        self.costs.iter().find(|cost| cost.size == size)
    }

    /// What a derive adds for each field in a crate of one size, against another.
    pub fn growth(&self, derive: Derive, from: Size, to: Size) -> Option<f64> {
        let micros = |size| self.of(size)?.net_micros_a_field(derive);
        Some(micros(to)? / micros(from)?)
    }
}

/// Builds everything.
///
/// # Errors
///
/// If something does not build, or no folder can be made for it.
pub fn measure(plan: Plan) -> Result<CompileCost, Box<dyn Error>> {
    let workshop = Workshop::new()?;
    let cold = if plan.cold_rounds > 0 { Some(cold(&workshop, plan.cold_rounds)?) } else { None };
    let costs = plan.sizes.iter().map(|size| cost(&workshop, *size, plan));
    Ok(CompileCost { costs: costs.collect::<Result<_, _>>()?, cold })
}

fn cost(workshop: &Workshop, size: Size, plan: Plan) -> Result<Cost, Box<dyn Error>> {
    let derives = Derive::ALL.into_iter();
    let derives: Vec<_> = derives
        .filter(|derive| derive.feature().is_none() || plan.features == Some(size))
        .collect();
    for derive in &derives {
        workshop.prepare(Source { derive: *derive, size })?;
    }
    let mut times = vec![Vec::new(); derives.len()];
    for round in 0..plan.rounds as usize {
        eprintln!("compile time of {}, round {}", size.title(), round + 1);
        for turn in 0..derives.len() {
            let index = (round + turn) % derives.len();
            times[index].push(workshop.build(Source { derive: derives[index], size })?);
        }
    }
    let seconds = times.iter().map(|times| Seconds::median(times));
    Ok(Cost { size, seconds: derives.into_iter().zip(seconds).collect() })
}

fn cold(workshop: &Workshop, rounds: u32) -> Result<Cold, Box<dyn Error>> {
    let (mut ours, mut serde) = (Vec::new(), Vec::new());
    for round in 1..=rounds {
        eprintln!("cold build, round {round}");
        ours.push(workshop.build_cold(Derive::Classified)?);
        serde.push(workshop.build_cold(Derive::Serialize)?);
    }
    Ok(Cold { ours: Seconds::median(&ours), serde: Seconds::median(&serde) })
}

/// A Markdown table of the crates with each derive.
pub fn table(measured: &CompileCost) -> Table {
    let mut table = markdown([
        "Crate",
        "Derive",
        "Elapsed s",
        "User s",
        "x derive(Debug)",
        "Net x derive(Debug)",
        "Net x derive(Serialize)",
        "Net µs a field",
    ]);
    for cost in &measured.costs {
        for (derive, seconds) in &cost.seconds {
            let is_none = *derive == Derive::None;
            let net = |value: Option<f64>, digits| if is_none { None } else { text(value, digits) };
            table.add_row([
                cost.size.title(),
                derive.title().to_owned(),
                format!("{:.2}", seconds.elapsed),
                text(seconds.user, 2).unwrap_or_default(),
                text(cost.ratio(*derive, Derive::Debug), 2).unwrap_or_default(),
                net(cost.net_ratio(*derive, Derive::Debug), 2).unwrap_or_default(),
                net(cost.net_ratio(*derive, Derive::Serialize), 2).unwrap_or_default(),
                net(cost.net_micros_a_field(*derive), 0).unwrap_or_default(),
            ]);
        }
    }
    align_figures(&mut table, 2);
    table
}

/// A Markdown table of the cold builds.
pub fn cold_table(cold: Cold) -> Table {
    let mut table = markdown(["Depends on", "Elapsed s", "User s", "x serde"]);
    for (name, seconds) in
        [("serde with derive", cold.serde), ("intune-privacy, default features", cold.ours)]
    {
        table.add_row([
            name.to_owned(),
            format!("{:.2}", seconds.elapsed),
            text(seconds.user, 2).unwrap_or_default(),
            format!("{:.2}", seconds.elapsed / cold.serde.elapsed),
        ]);
    }
    align_figures(&mut table, 1);
    table
}

fn markdown<const N: usize>(header: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::ASCII_MARKDOWN);
    table.set_header(header);
    table
}

fn text(value: Option<f64>, digits: usize) -> Option<String> {
    value.filter(|value| value.is_finite()).map(|value| format!("{value:.digits$}"))
}

#[cfg(test)]
mod tests {
    use super::{CompileCost, Cost, Derive, NARROW, Seconds, Size, WIDE, table};

    fn cost(size: Size, elapsed: [f64; 4]) -> Cost {
        let derives = [Derive::None, Derive::Debug, Derive::Serialize, Derive::Classified];
        let seconds = elapsed.map(|elapsed| Seconds { elapsed, user: None });
        Cost { size, seconds: derives.into_iter().zip(seconds).collect() }
    }

    #[test]
    fn ratios_are_of_the_whole_and_net() {
        let cost = cost(Size::new(2, 50), [0.5, 1.0, 3.0, 2.5]);
        let is = |value: Option<f64>, expected: f64| {
            assert!(value.is_some_and(|value| (value - expected).abs() < 1e-9), "{value:?}");
        };
        is(cost.ratio(Derive::Classified, Derive::Debug), 2.5);
        is(cost.net_ratio(Derive::Classified, Derive::Debug), 4.0);
        is(cost.net_ratio(Derive::Classified, Derive::Serialize), 0.8);
        is(cost.net_micros_a_field(Derive::Classified), 20_000.0);
        assert_eq!(cost.net(Derive::Audit), None);
    }

    #[test]
    fn growth_is_the_time_a_field_without_the_crate_itself() {
        let costs = vec![cost(NARROW, [1.0, 1.0, 1.0, 3.0]), cost(WIDE, [0.5, 1.0, 1.0, 3.5])];
        let measured = CompileCost { costs, cold: None };
        let growth = measured.growth(Derive::Classified, NARROW, WIDE);
        assert_eq!(growth.map(f64::to_bits), Some(1.5f64.to_bits()));
    }

    #[test]
    fn the_table_has_what_was_measured() {
        let costs = vec![cost(Size::new(2, 50), [0.5, 1.0, 3.0, 2.5])];
        let text = table(&CompileCost { costs, cold: None }).to_string();
        let ours = text.lines().last().expect("a line");
        let cells: Vec<_> = ours.split('|').map(str::trim).collect();
        let name = Derive::Classified.title();
        assert_eq!(
            cells[1..9],
            ["2 structs of 50 fields", name, "2.50", "", "2.50", "4.00", "0.80", "20000"],
            "{text}"
        );
    }
}
