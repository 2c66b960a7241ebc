use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(identified, mam)]
    shoe_size: u8,
}

fn main() {}
