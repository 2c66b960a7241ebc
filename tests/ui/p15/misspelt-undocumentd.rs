use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, undocumentd = "for the uniform")]
    shoe_size: u8,
}

fn main() {}
