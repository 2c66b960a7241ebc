use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
enum Device {
    Phone {
        #[data(identified, optional)]
        imei: String,
    },
    Desktop,
}

fn main() {}
