use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(pseudonymized, optional, mam)]
    serial_number: String,
    #[data(aggregated, requird, mam(mdm_enroled), subjct)]
    manufacturer: String,
    #[data(identified, banana, required, pear)]
    imei: String,
}

fn main() {}
