use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(required, mam, subject)]
    user_principal_name: String,
}

fn main() {}
