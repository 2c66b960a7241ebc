use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
enum Device {
    Phone {
        #[data(required)]
        imei: String,
    },
    Desktop,
}

fn main() {}
