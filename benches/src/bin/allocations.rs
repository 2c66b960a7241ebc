//! Prints how much each case of each benchmark allocates in one run: the title of its group, its
//! name, the number of allocations and their bytes, with tabs between them.

use allocation_counter::measure;
use benches::{audit, export, journal, redaction};

fn main() {
    let groups = [redaction::groups(), export::groups(), audit::groups(), journal::groups()];
    for group in groups.into_iter().flatten() {
        for mut case in group.cases {
            // The buffer grows in the first run only.
            case.operation.run(1);
            let used = measure(|| case.operation.run(1));
            println!("{}\t{}\t{}\t{}", group.title, case.name, used.count_total, used.bytes_total);
        }
    }
}
