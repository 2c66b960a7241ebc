use intune_privacy::{Classified, DataValue};

#[derive(Classified)]
struct Tenant {
    #[data(aggregated, required)]
    enrolled_device_count: Count,
}

#[derive(DataValue)]
struct Count(String);

fn main() {}
