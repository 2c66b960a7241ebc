use intune_privacy::Classified;

#[derive(Classified)]
#[repr(C, packed(2))]
struct Device {
    #[data(non_personal)]
    memory: u64,
}

fn main() {}
