//! What a process has used, as Linux tells it: <https://man7.org/linux/man-pages/man5/proc.5.html>.
//! Nothing of it is known elsewhere.

use std::fs;
use std::ops::AddAssign;
use std::time::{Duration, Instant};

/// What work took.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Taken {
    /// By the clock.
    pub(crate) elapsed: Duration,
    /// Of the processor, if the system tells.
    pub(crate) processor: Option<Duration>,
}

impl AddAssign for Taken {
    fn add_assign(&mut self, other: Self) {
        self.elapsed += other.elapsed;
        self.processor = self.processor.zip(other.processor).map(|(one, other)| one + other);
    }
}

/// Times what one thread does.
pub(crate) struct Stopwatch {
    start: Instant,
    processor: Option<Duration>,
}

impl Stopwatch {
    pub(crate) fn start() -> Self {
        Self { processor: time_of_thread(), start: Instant::now() }
    }

    pub(crate) fn stop(&self) -> Taken {
        let elapsed = self.start.elapsed();
        let processor = self.processor.zip(time_of_thread());
        Taken { elapsed, processor: processor.map(|(before, after)| after.saturating_sub(before)) }
    }
}

/// The processor time of this thread, which the system brings up to date every few milliseconds.
fn time_of_thread() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split_whitespace().next()?.parse().ok()?))
}

/// The most memory that this process had at a time, in KiB.
pub(crate) fn peak_memory() -> Option<u64> {
    peak_of(&fs::read_to_string("/proc/self/status").ok()?)
}

fn peak_of(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.strip_suffix("kB")?.trim().parse().ok()
}

/// The processor time of all processes that this one started and waited for, and of those that they
/// did, without that of the kernel.
pub(crate) fn user_time_of_children() -> Option<Duration> {
    user_time_of(&fs::read_to_string("/proc/self/stat").ok()?)
}

fn user_time_of(stat: &str) -> Option<Duration> {
    // The second field is a name, which can hold anything but ends with the last parenthesis. This
    // is field 16, in hundredths of a second.
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks: u64 = fields.split_whitespace().nth(13)?.parse().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

#[cfg(test)]
mod tests {
    use super::{Taken, peak_of, user_time_of};
    use std::time::Duration;

    #[test]
    fn what_is_taken_adds_up_as_far_as_it_is_known() {
        let second = Duration::from_secs(1);
        let mut taken = Taken { elapsed: second, processor: Some(second) };
        taken += taken;
        assert_eq!((taken.elapsed, taken.processor), (second * 2, Some(second * 2)));
        taken += Taken { elapsed: second, processor: None };
        assert_eq!((taken.elapsed, taken.processor), (second * 3, None));
    }

    #[test]
    fn the_peak_is_read_in_kibibytes() {
        assert_eq!(peak_of("Name:\tx\nVmPeak:\t  9 kB\nVmHWM:\t    3456 kB\n"), Some(3456));
        assert_eq!(peak_of("Name:\tx\n"), None);
    }

    #[test]
    fn the_time_of_children_is_found_behind_any_name() {
        let stat = "7 (a) b (c) S 1 2 3 4 5 6 7 8 9 10 11 12 345 14 15";
        assert_eq!(user_time_of(stat), Some(Duration::from_millis(3450)));
        assert_eq!(user_time_of("7 (a) S 1"), None);
    }
}
