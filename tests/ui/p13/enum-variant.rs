use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory, workload = mam)]
enum Device {
    Phone {
        #[data(identified, required)]
        imei: String,
    },
    Desktop,
}

fn main() {}
