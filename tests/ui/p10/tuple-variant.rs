use intune_privacy::Classified;

#[derive(Classified)]
enum Device {
    Found(#[data(pseudonymized, required, item = device_data::location)] String),
    Lost,
}

fn main() {}
