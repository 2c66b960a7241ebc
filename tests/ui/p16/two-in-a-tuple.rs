use intune_privacy::Classified;

#[derive(Classified)]
struct Enrolled(
    #[data(identified, required, mam, subject, item = user::principal_name)] String,
    #[data(identified, required, subject, item = imei)] String,
);

fn main() {}
