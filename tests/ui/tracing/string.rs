use intune_privacy::tracing::field;

fn main() {
    let serial_number = String::new();
    tracing::info!(serial_number = field(&serial_number));
}
