use intune_privacy::tracing::{Line, Loggable};

struct Device;

impl Loggable for Device {
    fn line(&self) -> Option<Line<'_>> {
        None
    }
}

fn main() {}
