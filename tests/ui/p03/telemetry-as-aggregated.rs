use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = telemetry)]
struct Report {
    #[data(aggregated)]
    usage: Option<String>,
}

fn main() {}
