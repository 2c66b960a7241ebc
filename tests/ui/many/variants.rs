use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
enum Device {
    #[data(identified)]
    Phone {
        imei: String,
        #[data(pseudonymized, required)]
        iccid: String,
    },
    Desktop(#[data(identified, required)] String, u8),
    Server {
        #[data(identified, required)]
        ip_addres: String,
    },
}

fn main() {}
