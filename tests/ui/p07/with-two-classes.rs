use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(identified, aggregated)]
    calendar: String,
}

fn main() {}
