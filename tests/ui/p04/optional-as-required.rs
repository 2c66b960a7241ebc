use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = telemetry)]
struct Report {
    #[data(pseudonymized, required)]
    usage: Option<String>,
}

fn main() {}
