//! How long operations take, measured in turn.

use std::time::{Duration, Instant};

use crate::case::Operation;

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How often each operation has its turn.
    pub rounds: u32,
    /// About how long a turn takes.
    pub turn: Duration,
}

impl Plan {
    /// Enough for ratios that repeat within a few percent.
    pub const FULL: Self = Self { rounds: 151, turn: Duration::from_micros(1500) };
    /// Enough to see that everything runs.
    pub const QUICK: Self = Self { rounds: 5, turn: Duration::from_micros(100) };
}

/// What operations take: for each round the nanoseconds for one run of each.
#[derive(Clone, Debug)]
pub struct Timings(pub Vec<Vec<f64>>);

impl Timings {
    /// The median of the nanoseconds for one run.
    pub fn nanos(&self, operation: usize) -> f64 {
        median(self.0.iter().map(|round| round[operation]))
    }

    /// The median of the ratios to another operation, each of the same round.
    pub fn ratio(&self, operation: usize, other: usize) -> f64 {
        median(self.0.iter().map(|round| round[operation] / round[other]))
    }
}

/// Times the operations in turn, and lets each round begin with the next of them: what disturbs
/// the machine for a while disturbs all of them, and the ratios hardly change.
pub fn measure(operations: &mut [&mut dyn Operation], plan: Plan) -> Timings {
    let count = operations.len();
    let times: Vec<u32> =
        operations.iter_mut().map(|operation| times_in(plan.turn, *operation)).collect();
    let mut rounds = Vec::new();
    for round in 0..plan.rounds as usize {
        let mut nanos = vec![0.0; count];
        for turn in 0..count {
            let index = (round + turn) % count;
            nanos[index] = nanos_of(operations[index], times[index]);
        }
        rounds.push(nanos);
    }
    Timings(rounds)
}

/// How often the operation runs in about that time.
fn times_in(time: Duration, operation: &mut dyn Operation) -> u32 {
    let mut times = 1;
    loop {
        let mut is_long = || {
            let start = Instant::now();
            operation.run(times);
            start.elapsed() >= time
        };
        // Once alone can be because something else had the processor.
        if is_long() && is_long() && is_long() {
            return times;
        }
        // Steps of a half, so that the last one is at most so much too long.
        times = times.saturating_add(times / 2 + 1);
    }
}

fn nanos_of(operation: &mut dyn Operation, times: u32) -> f64 {
    let start = Instant::now();
    operation.run(times);
    start.elapsed().as_secs_f64() * 1e9 / f64::from(times)
}

/// The middle value, the upper one of two; 0 of none.
pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Plan, Timings, measure, median};
    use crate::case::Operation;
    use std::cell::RefCell;
    use std::time::{Duration, Instant};

    /// Writes nothing, takes its time and notes its turns.
    struct Idle<'a> {
        name: char,
        turns: &'a RefCell<String>,
        time: Duration,
    }

    impl Operation for Idle<'_> {
        fn run(&mut self, times: u32) {
            self.turns.borrow_mut().push(self.name);
            let start = Instant::now();
            while start.elapsed() < self.time * times {}
        }

        fn written(&self) -> &'static str {
            ""
        }
    }

    #[test]
    fn the_median_is_in_the_middle_whatever_the_order() {
        assert_eq!(median([3.0, 1.0, 20.0].into_iter()).to_bits(), 3f64.to_bits());
        assert_eq!(median([4.0, 1.0].into_iter()).to_bits(), 4f64.to_bits());
        assert_eq!(median(std::iter::empty()).to_bits(), 0f64.to_bits());
    }

    #[test]
    fn a_ratio_is_that_of_a_round_in_the_middle() {
        // While the machine was slow, both were.
        let timings = Timings(vec![vec![10.0, 20.0], vec![90.0, 180.0], vec![10.0, 50.0]]);
        assert_eq!(timings.nanos(0).to_bits(), 10f64.to_bits());
        assert_eq!(timings.nanos(1).to_bits(), 50f64.to_bits());
        assert_eq!(timings.ratio(1, 0).to_bits(), 2f64.to_bits());
    }

    #[test]
    fn operations_take_turns_and_each_round_begins_with_the_next() {
        let turns = RefCell::default();
        let idle = |name, millis| Idle { name, turns: &turns, time: Duration::from_millis(millis) };
        let (mut a, mut b, mut c) = (idle('a', 1), idle('b', 1), idle('c', 10));
        let plan = Plan { rounds: 4, turn: Duration::from_millis(1) };
        let timings = measure(&mut [&mut a, &mut b, &mut c], plan);

        assert_eq!(*turns.borrow(), "aaa bbb ccc abc bca cab abc".replace(' ', ""));
        assert_eq!(timings.ratio(0, 0).to_bits(), 1f64.to_bits());
        assert!(timings.nanos(2) >= 10e6, "{timings:?}");
        assert!(timings.ratio(2, 0) > 1.0, "{timings:?}");
    }
}
