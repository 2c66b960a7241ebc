use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = diagnostics)]
struct Probe {
    #[data(aggregated)]
    response_time: Option<u64>,
}

fn main() {}
