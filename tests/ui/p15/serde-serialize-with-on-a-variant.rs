use intune_privacy::Classified;

#[derive(Classified, serde::Serialize)]
enum Battery {
    #[serde(serialize_with = "shown")]
    Level(#[data(non_personal)] u8),
    Unknown,
}

fn shown<S: serde::Serializer>(_: &u8, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_none()
}

fn main() {}
