use intune_privacy::Classified;

#[derive(Classified)]
enum Device {
    Enrolled {
        #[data(identified, required, mam, subject)]
        user_principal_name: String,
        #[data(identified, required, mam, subject)]
        user_display_name: String,
    },
    Retired,
}

fn main() {}
