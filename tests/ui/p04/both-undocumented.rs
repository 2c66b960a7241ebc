use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(identified, optional, required, undocumented = "ordered with the uniform")]
    shoe_size: u8,
}

fn main() {}
