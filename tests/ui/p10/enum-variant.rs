use intune_privacy::Classified;

#[derive(Classified)]
enum Device {
    Found {
        #[data(pseudonymized, required)]
        device_location: String,
    },
    Lost,
}

fn main() {}
