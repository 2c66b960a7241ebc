use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required, mam, subject)]
    user_principal_name: String,
    #[data(identified, required, subject)]
    serial_number: String,
}

fn main() {}
