use intune_privacy::Classified;

#[derive(Classified)]
union Device {
    serial: u64,
    imei: u64,
}

fn main() {}
