use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = telemetry)]
struct Report {
    #[data(pseudonymized, optional, mam)]
    usage: Option<String>,
}

fn main() {}
