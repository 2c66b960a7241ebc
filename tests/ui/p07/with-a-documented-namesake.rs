use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(identified, undocumented = "helpful")]
    contact: String,
}

fn main() {}
