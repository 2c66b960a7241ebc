use intune_privacy::Classified;

#[derive(Classified)]
struct Samples<const N: usize> {
    samples: [u8; N],
}

fn main() {}
