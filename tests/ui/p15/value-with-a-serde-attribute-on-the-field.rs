use intune_privacy::DataValue;

#[derive(DataValue, serde::Serialize)]
struct Upn(#[serde(serialize_with = "shown")] String);

fn shown<S: serde::Serializer>(_: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_none()
}

fn main() {}
