use intune_privacy::Classified;

#[derive(Classified)]
struct Tenant {
    #[data(aggregated, undocumented = "shown in the report")]
    summary: String,
}

fn main() {}
