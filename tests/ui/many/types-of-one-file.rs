use intune_privacy::{Classified, DataValue};

#[derive(Classified)]
struct Device {
    #[data(pseudonymized, required)]
    serial_number: String,
    #[data(nested)]
    owner: Owner,
    #[data(non_personal)]
    kind: Kind,
}

#[derive(Classified)]
struct Owner {
    user_principal_name: String,
}

#[derive(DataValue)]
enum Kind {
    Phone(String),
}

fn main() {}
