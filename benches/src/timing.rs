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

/// What an operation takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Timing {
    /// The median of the nanoseconds for one run.
    pub nanos: f64,
    /// The median of the ratios to the first operation, each of the same round.
    pub ratio: f64,
}

/// Times the operations in turn, and lets each round begin with the next of them: what disturbs
/// the machine for a while disturbs all of them, and the ratios hardly change.
pub fn measure(operations: &mut [&mut dyn Operation], plan: Plan) -> Vec<Timing> {
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
    let timing = |index: usize| Timing {
        nanos: median(rounds.iter().map(|nanos| nanos[index])),
        ratio: median(rounds.iter().map(|nanos| nanos[index] / nanos[0])),
    };
    (0..count).map(timing).collect()
}

/// How often the operation runs in about that time.
fn times_in(time: Duration, operation: &mut dyn Operation) -> u32 {
    let mut times = 1;
    loop {
        let start = Instant::now();
        operation.run(times);
        if start.elapsed() >= time {
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
fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Plan, measure, median};
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
    fn operations_take_turns_and_each_round_begins_with_the_next() {
        let turns = RefCell::default();
        let idle = |name, millis| Idle { name, turns: &turns, time: Duration::from_millis(millis) };
        let (mut a, mut b, mut c) = (idle('a', 1), idle('b', 1), idle('c', 10));
        let plan = Plan { rounds: 4, turn: Duration::from_millis(1) };
        let timings = measure(&mut [&mut a, &mut b, &mut c], plan);

        assert_eq!(*turns.borrow(), "abc abc bca cab abc".replace(' ', ""));
        assert_eq!(timings[0].ratio.to_bits(), 1f64.to_bits());
        assert!(timings[2].nanos >= 10e6, "{timings:?}");
        assert!(timings[2].ratio > 1.0, "{timings:?}");
    }
}
