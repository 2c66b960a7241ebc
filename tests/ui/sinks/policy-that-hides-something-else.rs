use intune_privacy::{Policy, fixed_policy};

fixed_policy! {
    struct Telemetry = Policy::strict(), hides secrets;
}

fn main() {}
