use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
enum Device {
    Phone {
        #[data(identified, required, mam)]
        imei: String,
    },
    Desktop,
}

fn main() {}
