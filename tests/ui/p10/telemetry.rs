use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = telemetry)]
struct Report {
    #[data(pseudonymized)]
    usage: String,
}

fn main() {}
