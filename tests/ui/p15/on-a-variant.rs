use intune_privacy::Classified;

#[derive(Classified)]
enum Device {
    #[data(identified)]
    Phone {
        #[data(identified, required)]
        imei: String,
    },
    Desktop,
}

fn main() {}
