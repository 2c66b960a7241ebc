use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = telemetry)]
struct Report {
    #[data(pseudonymized, optional, required)]
    usage: Option<String>,
}

fn main() {}
