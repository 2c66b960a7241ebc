use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
enum Device {
    Phone {
        #[data(non_personal)]
        imei: String,
    },
    Desktop,
}

fn main() {}
