use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    r#type: String,
}

fn main() {}
