use intune_privacy::Classified;

#[derive(Classified)]
struct Device<'a> {
    #[data(identified, required, mam)]
    user_principal_name: &'a str,
    #[data(pseudonymized, required, mam)]
    intune_device_id: &'a str,
}

fn main() {}
