use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = diagnostics)]
struct Probe {
    #[data(pseudonymized, optional)]
    response_time: u64,
}

fn main() {}
