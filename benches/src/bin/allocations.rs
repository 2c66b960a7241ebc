//! Prints how much each case of each benchmark allocates in one run: the title of its group, its
//! name, the number of allocations and their bytes, with tabs between them. Then the same for what a
//! thousand more records of an export allocate.

use allocation_counter::measure;
use benches::allocations::{Allocated, MORE_RECORDS};
use benches::case::Operation;
use benches::{export, runtime};

fn main() {
    for group in runtime::groups() {
        for mut case in group.cases {
            print(group.title, case.name, allocated(&mut *case.operation));
        }
    }
    for ((name, mut few), (_, mut many)) in export::of(100).into_iter().zip(export::of(1_100)) {
        let (few, many) = (allocated(&mut *few), allocated(&mut *many));
        let more = Allocated {
            count: many.count.saturating_sub(few.count),
            bytes: many.bytes.saturating_sub(few.bytes),
        };
        print(MORE_RECORDS, name, more);
    }
}

fn allocated(operation: &mut dyn Operation) -> Allocated {
    // The buffer grows in the first run only.
    operation.run(1);
    let used = measure(|| operation.run(1));
    Allocated { count: used.count_total, bytes: used.bytes_total }
}

fn print(group: &str, name: &str, Allocated { count, bytes }: Allocated) {
    println!("{group}\t{name}\t{count}\t{bytes}");
}
