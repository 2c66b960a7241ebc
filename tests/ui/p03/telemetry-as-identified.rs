use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = telemetry)]
struct Report {
    #[data(identified)]
    usage: Option<String>,
}

fn main() {}
