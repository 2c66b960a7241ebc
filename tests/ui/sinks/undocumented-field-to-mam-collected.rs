use intune_privacy::{Classified, MamCollected};

#[derive(Classified)]
struct Loan {
    #[data(identified, undocumented = "the uniform is ordered with the laptop")]
    shoe_size: u8,
}

fn store(_: &impl MamCollected) {}

fn main() {
    let loan = Loan { shoe_size: 42 };
    store(&loan);
}
