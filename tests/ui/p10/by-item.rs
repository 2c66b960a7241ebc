use intune_privacy::Classified;

#[derive(Classified)]
struct Report {
    #[data(pseudonymized, item = telemetry::health)]
    health: String,
}

fn main() {}
