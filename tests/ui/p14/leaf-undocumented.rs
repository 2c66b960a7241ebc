use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(identified, undocumented = "as received")]
    command: std::process::Command,
}

fn main() {}
