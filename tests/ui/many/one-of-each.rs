use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory, retention = 30)]
struct Device {
    manufacturer: String,
    #[data(required)]
    imei: String,
    #[data(pseudonymized, required)]
    serial_number: String,
    #[data(identified)]
    iccid: String,
    #[data(identified, required)]
    device_name: String,
    #[data(identified, required)]
    shoe_size: u8,
    #[data(non_personal)]
    photos: Vec<String>,
    #[data(pseudonymized, required, mam)]
    tenant_id: String,
    #[data(non_personal)]
    model: String,
    #[data(identifed, required)]
    wifi_mac_address: String,
    #[data(identified, required, subject)]
    ip_address: String,
    #[data(identified, required, subject)]
    user_phone_number: String,
}

fn main() {}
