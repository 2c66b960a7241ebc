use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = access_control)]
struct Access {
    #[data(identified, required)]
    private_key: String,
}

fn main() {}
