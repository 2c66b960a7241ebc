use intune_privacy::Classified;

#[derive(Classified)]
enum Tenant {
    A(#[data(aggregated, required, subject, item = tenant_account::enrolled_count)] u64),
}

fn main() {}
