use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(non_personal)]
    encrypted: bool,
    #[data(identified, optional)]
    calendar_events: Vec<String>,
}

fn main() {}
