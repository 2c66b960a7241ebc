use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
enum Device {
    Phone {
        imei: String,
    },
    Desktop,
}

fn main() {}
