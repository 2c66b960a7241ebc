use intune_privacy::DataValue;

#[derive(DataValue)]
struct Upn {
    text: String,
}

fn main() {}
