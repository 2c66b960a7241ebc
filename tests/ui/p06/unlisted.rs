use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(identified, required)]
    shoe_size: u8,
}

fn main() {}
