use intune_privacy::Classified;

#[derive(Classified)]
struct Tenant {
    #[data(identified, required)]
    serial_number: String,
    #[data(aggregated, subject, undocumented = "for the report")]
    badges: u64,
}

fn main() {}
