use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    photo: Vec<u8>,
}

fn main() {}
