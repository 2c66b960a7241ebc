//! How much each case allocates, which a program of its own counts: to count slows down what is
//! timed.

use std::collections::HashMap;
use std::env;
use std::error::Error;
use std::ffi::OsString;
use std::process::Command;

/// What stands in place of the title of a group for what so many more records of an export allocate.
pub const MORE_RECORDS: &str = "1,000 records more";

/// What is allocated in one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allocated {
    /// How often.
    pub count: u64,
    /// How much.
    pub bytes: u64,
}

/// What each case allocates, by the title of its group and its name.
#[derive(Debug, Default)]
pub struct Allocations(HashMap<(String, String), Allocated>);

impl Allocations {
    /// As the program `allocations`, of this path, counts it.
    ///
    /// # Errors
    ///
    /// If the program does not run or prints something else.
    pub fn of_program(path: &str) -> Result<Self, Box<dyn Error>> {
        Self::of(&mut Command::new(path))
    }

    /// As the program `allocations` counts it, which cargo builds if it has to. `cargo run` tells the
    /// path of one program only.
    ///
    /// # Errors
    ///
    /// If the program cannot be built, does not run or prints something else.
    pub fn of_cargo() -> Result<Self, Box<dyn Error>> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let mut command = Command::new(cargo);
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        command.args(["run", "-q", "--manifest-path", manifest, "--bin", "allocations"]);
        if cfg!(not(debug_assertions)) {
            command.arg("--release");
        }
        if cfg!(not(feature = "peers")) {
            command.arg("--no-default-features");
        }
        Self::of(&mut command)
    }

    fn of(command: &mut Command) -> Result<Self, Box<dyn Error>> {
        let output = command.output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into());
        }
        Self::parse(&String::from_utf8(output.stdout)?)
    }

    /// Lines of title, name, allocations and bytes, with tabs between them.
    fn parse(text: &str) -> Result<Self, Box<dyn Error>> {
        let lines = text.lines().map(|line| {
            let mut parts = line.split('\t');
            let mut next = || parts.next().ok_or_else(|| format!("no count: {line}"));
            let key = (next()?.to_owned(), next()?.to_owned());
            Ok((key, Allocated { count: next()?.parse()?, bytes: next()?.parse()? }))
        });
        lines.collect::<Result<_, _>>().map(Self)
    }

    /// What a case allocates, if it was counted.
    pub fn get(&self, title: &str, name: &str) -> Option<Allocated> {
        self.0.get(&(title.to_owned(), name.to_owned())).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{Allocated, Allocations};

    #[test]
    fn the_counts_are_read_by_group_and_case() {
        let counts = Allocations::parse("a\tb\t3\t40\na\tc\t0\t0\n").expect("two lines");
        assert_eq!(counts.get("a", "b"), Some(Allocated { count: 3, bytes: 40 }));
        assert_eq!(counts.get("a", "c"), Some(Allocated { count: 0, bytes: 0 }));
        assert_eq!(counts.get("b", "a"), None);
    }

    #[test]
    fn a_line_without_a_count_is_an_error() {
        for text in ["a\tb\t3", "a\tb\tmany\t40", "error"] {
            assert!(Allocations::parse(text).is_err(), "{text}");
        }
    }
}
