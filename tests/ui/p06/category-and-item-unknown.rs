use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(identified, required, item = banana::shoe_size)]
    size: u8,
}

fn main() {}
