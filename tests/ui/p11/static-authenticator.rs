use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = access_control)]
struct Access {
    #[data(identified, required)]
    static_authenticator: String,
}

fn main() {}
