use intune_privacy::Classified;

#[derive(Classified)]
enum Serial {
    Known {
        #[data(identified, required)]
        serial_number: Raw,
    },
    Unknown,
}

struct Raw;

fn main() {}
