use intune_privacy::Classified;

#[derive(Classified)]
struct Enrolled(#[data(aggregated, required, item = tenant_account::enrolled_count)] String);

fn main() {}
