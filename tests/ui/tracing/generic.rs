use intune_privacy::tracing::field;

fn log<T: std::fmt::Debug>(record: &T) {
    tracing::info!(record = field(record));
}

fn main() {
    log(&());
}
