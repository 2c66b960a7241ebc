use intune_privacy::Classified;

#[derive(Classified)]
enum Device {
    Enrolled {
        #[data(identified, required, mam)]
        user_principal_name: String,
    },
    Retired {
        #[data(identified, required, mam)]
        intune_device_id: String,
    },
}

fn main() {}
