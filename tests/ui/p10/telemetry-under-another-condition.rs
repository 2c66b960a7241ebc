use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = telemetry, collected_if = corporate_owned)]
struct Report {
    #[data(pseudonymized)]
    usage: String,
}

fn main() {}
