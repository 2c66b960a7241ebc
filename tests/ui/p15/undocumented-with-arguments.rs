use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(identified, undocumented("for the uniform"))]
    shoe_size: u8,
}

fn main() {}
