use intune_privacy::Classified;

#[derive(Classified)]
struct Access {
    #[data(identified, required, item = private_key)]
    key: String,
}

fn main() {}
