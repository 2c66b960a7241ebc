use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(nonpersonal)]
    encrypted: bool,
}

fn main() {}
