#![allow(dead_code)]

#[derive(intune_privacy::Classified)]
pub struct User {
    #[data(identified, required, mam)]
    pub user_principal_name: String,
    #[data(identified, required, mam)]
    pub device_name: String,
    #[data(identified, required)]
    pub user_phone_number: String,
}

#[derive(intune_privacy::Classified)]
pub struct Device1 {
    #[data(identified, required, mam)]
    pub user_principal_name: String,
    #[data(identified, required, mam)]
    pub device_name: String,
    #[data(identified, required)]
    pub serial_number: String,
    #[data(identified, required)]
    pub imei: String,
    #[data(identified, required)]
    pub ip_address: String,
    #[data(identified, required)]
    pub wifi_mac_address: String,
    #[data(identified, required)]
    pub user_phone_number: String,
    #[data(identified, required, mam)]
    pub intune_device_id: String,
    #[data(non_personal)]
    pub memory: u64,
    #[data(non_personal)]
    pub disk: u64,
    #[data(identified, undocumented = "free text")]
    pub tag: Option<String>,
    #[data(nested)]
    pub user: User,
    #[data(identified, undocumented = "free text")]
    pub user_principal_name_1: String,
    #[data(identified, undocumented = "free text")]
    pub device_name_1: String,
}

#[derive(intune_privacy::Classified)]
pub struct Device2 {
    #[data(identified, required, mam)]
    pub user_principal_name: String,
    #[data(identified, required, mam)]
    pub device_name: String,
    #[data(identified, required)]
    pub serial_number: String,
    #[data(identified, required)]
    pub imei: String,
    #[data(identified, required)]
    pub ip_address: String,
    #[data(identified, required)]
    pub wifi_mac_address: String,
    #[data(identified, required)]
    pub user_phone_number: String,
    #[data(identified, required, mam)]
    pub intune_device_id: String,
    #[data(non_personal)]
    pub memory: u64,
    #[data(non_personal)]
    pub disk: u64,
    #[data(identified, undocumented = "free text")]
    pub tag: Option<String>,
    #[data(nested)]
    pub user: User,
    #[data(identified, undocumented = "free text")]
    pub user_principal_name_1: String,
    #[data(identified, undocumented = "free text")]
    pub device_name_1: String,
}
