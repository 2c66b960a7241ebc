use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = diagnostics)]
struct Probe {
    #[data(pseudonymized, required)]
    command: Option<String>,
}

fn main() {}
