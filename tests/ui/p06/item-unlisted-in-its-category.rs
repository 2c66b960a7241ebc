use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(identified, required, item = user::shoe_size)]
    size: u8,
}

fn main() {}
