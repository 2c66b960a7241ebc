use intune_privacy::Classified;

#[derive(Classified, Debug)]
enum Device {
    Phone {
        #[data(identified, required)]
        imei: String,
    },
    Desktop,
}

fn main() {}
