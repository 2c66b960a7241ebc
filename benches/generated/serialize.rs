#![allow(dead_code)]

#[derive(serde::Serialize)]
pub struct User {
    pub user_principal_name: String,
    pub device_name: String,
    pub user_phone_number: String,
}

#[derive(serde::Serialize)]
pub struct Device1 {
    pub user_principal_name: String,
    pub device_name: String,
    pub serial_number: String,
    pub imei: String,
    pub ip_address: String,
    pub wifi_mac_address: String,
    pub user_phone_number: String,
    pub intune_device_id: String,
    pub memory: u64,
    pub disk: u64,
    pub tag: Option<String>,
    pub user: User,
    pub user_principal_name_1: String,
    pub device_name_1: String,
}

#[derive(serde::Serialize)]
pub struct Device2 {
    pub user_principal_name: String,
    pub device_name: String,
    pub serial_number: String,
    pub imei: String,
    pub ip_address: String,
    pub wifi_mac_address: String,
    pub user_phone_number: String,
    pub intune_device_id: String,
    pub memory: u64,
    pub disk: u64,
    pub tag: Option<String>,
    pub user: User,
    pub user_principal_name_1: String,
    pub device_name_1: String,
}
