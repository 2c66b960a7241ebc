use intune_privacy::DataValue;

#[derive(DataValue)]
union Id {
    number: u64,
    bytes: [u8; 8],
}

fn main() {}
