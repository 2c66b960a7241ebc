//! The commands that the documents and the help texts show: each is one that the tool takes.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

fn tool(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_intune-privacy"));
    command.args(arguments).env("COLUMNS", "200");
    command
}

/// The commands that a text shows, each on a line of its own, by their arguments.
fn commands(text: &str) -> Vec<String> {
    let starts = ["intune-privacy ", "cargo run -q -p intune-privacy --features cli -- "];
    let lines = text.lines().filter_map(|line| {
        let line = line.trim().trim_start_matches("$ ");
        let line = line.rsplit(" | ").next()?;
        starts.iter().find_map(|start| line.strip_prefix(start))
    });
    // What a help text says of an example stands behind two blanks.
    let ends = ["  ", " #", " >", " &&", "; ", " |"];
    let cut = |line: &str| {
        ends.iter().fold(line.to_owned(), |line, end| {
            line.split(end).next().unwrap_or_default().to_owned()
        })
    };
    lines.map(cut).filter(|line| !line.contains(['…', '[', '='])).collect()
}

fn help(command: &[&str]) -> String {
    let output = tool(&[command, &["--help"]].concat()).output().expect("the tool runs");
    String::from_utf8(output.stdout).expect("the help is UTF-8")
}

/// The help of a command and of all below it.
fn all_help(command: &[&str]) -> String {
    let own = help(command);
    let names: Vec<String> = own
        .split_once("\nCommands:\n")
        .map(|(_, list)| list.split("\n\n").next().unwrap_or_default())
        .into_iter()
        .flat_map(str::lines)
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(ToOwned::to_owned)
        .collect();
    names.iter().fold(own, |all, name| all + "\n" + &all_help(&[command, &[name]].concat()))
}

#[track_caller]
fn check(source: &str, text: &str, minimum: usize) {
    let commands: BTreeSet<_> = commands(text).into_iter().collect();
    assert!(commands.len() >= minimum, "{source} shows {commands:?}");
    for command in commands {
        let words: Vec<_> =
            command.split_whitespace().map(|word| word.trim_matches('\'')).collect();
        // The arguments are read before the help that is asked for last.
        let output = tool(&words).arg("--help").output().expect("the tool runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{source}: `intune-privacy {command}`: {said}");
    }
}

#[test]
fn the_commands_of_the_readme_and_the_manual_are_commands() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &Path| fs::read_to_string(path).unwrap();
    check("README.md", &read(&folder.join("../README.md")), 6);
    let mut recipes = String::new();
    for file in fs::read_dir(folder.join("src/recipes")).unwrap() {
        recipes += &read(&file.unwrap().path());
    }
    check("the recipes", &recipes, 6);
}

#[test]
fn the_commands_of_the_help_are_commands() {
    let help = all_help(&[]);
    assert!(help.matches("Usage: ").count() > 10, "{help}");
    check("the help", &help, 20);
}
