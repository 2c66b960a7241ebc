use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
enum Device {
    Phone {
        #[data(pseudonymized, required)]
        imei: String,
    },
    Desktop,
}

fn main() {}
