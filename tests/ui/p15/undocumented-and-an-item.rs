use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(identified, undocumented = "for the uniform", item = user::display_name)]
    shoe_size: u8,
}

fn main() {}
