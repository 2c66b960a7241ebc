use intune_privacy::Classified;

#[derive(Classified)]
#[repr(packed)]
struct Device {
    #[data(non_personal)]
    encrypted: bool,
}

fn main() {}
