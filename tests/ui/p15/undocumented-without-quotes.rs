use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(identified, undocumented = uniform)]
    shoe_size: u8,
}

fn main() {}
