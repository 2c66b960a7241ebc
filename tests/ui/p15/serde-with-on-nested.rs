use intune_privacy::Classified;

#[derive(Classified, serde::Serialize)]
struct Device {
    #[serde(serialize_with = "write_user")]
    #[data(nested)]
    user: User,
}

#[derive(Classified, serde::Serialize)]
struct User {
    #[data(identified, required, mam)]
    user_principal_name: String,
}

fn write_user<S: serde::Serializer>(_: &User, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_none()
}

fn main() {}
