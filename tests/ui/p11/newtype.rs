use intune_privacy::{Classified, DataValue};

#[derive(Classified)]
struct Access {
    #[data(identified, required)]
    private_key: Key,
}

#[derive(DataValue)]
struct Key(String);

fn main() {}
