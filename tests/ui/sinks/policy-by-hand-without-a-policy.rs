use intune_privacy::HidesIdentified;

struct Telemetry;

impl HidesIdentified for Telemetry {}

fn main() {}
