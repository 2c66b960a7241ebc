use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(non_personal, undocumented = "for the uniform")]
    shoe_size: u8,
}

fn main() {}
