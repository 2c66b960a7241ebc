use intune_privacy::{Policy, fixed_policy};

fixed_policy! {
    struct Telemetry = Policy::analytics(), hides personal;
}

fn main() {}
