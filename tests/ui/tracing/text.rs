use intune_privacy::tracing::field;

fn main() {
    tracing::info!(serial_number = field("C02XK1JGJHD3"));
}
