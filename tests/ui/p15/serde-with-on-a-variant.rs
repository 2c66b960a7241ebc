use intune_privacy::Classified;

#[derive(Classified, serde::Serialize)]
enum Battery {
    #[serde(with = "shown")]
    Level(#[data(non_personal)] u8),
    Unknown,
}

mod shown {
    pub fn serialize<S: serde::Serializer>(_: &u8, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_none()
    }
}

fn main() {}
