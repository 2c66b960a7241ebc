//! The command `man`: manual pages of this tool.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use crate::Cli;
use crate::failure::Failure;
use crate::printable::printable;

/// Write the manual pages
///
/// They say what `--help` says. Without `--dir`, the page of the whole tool is written to standard
/// output.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// A folder for the page of the tool and one of each command, in place of standard output. It
    /// is made if there is none, and pages in it are replaced
    #[arg(long, value_name = "FOLDER")]
    dir: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  intune-privacy man > intune-privacy.1
  intune-privacy man --dir ~/.local/share/man/man1";

/// A manual page.
#[derive(Debug)]
struct Page {
    file: String,
    text: Vec<u8>,
}

impl Arguments {
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        // All of them, before the first one is written.
        let pages = pages()?;
        let Some(folder) = self.dir else {
            return Ok(pages.into_iter().take(1).try_for_each(|page| out.write_all(&page.text))?);
        };
        fs::create_dir_all(&folder).map_err(|error| unwritable(&folder, &error))?;
        for Page { file, text } in pages {
            let path = folder.join(file);
            fs::write(&path, text).map_err(|error| unwritable(&path, &error))?;
        }
        Ok(())
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let name = printable(&path.to_string_lossy());
    Failure::Unreadable(format!("--dir: {name} cannot be written: {error}"))
}

/// The page of the tool, and then those of its commands.
fn pages() -> io::Result<Vec<Page>> {
    let mut tool = Cli::command().disable_help_subcommand(true);
    tool.build();
    let mut pages = Vec::new();
    add(&tool, &mut pages)?;
    Ok(pages)
}

fn add(command: &Command, pages: &mut Vec<Page>) -> io::Result<()> {
    let man = Man::new(command.clone());
    let mut text = Vec::new();
    man.render(&mut text)?;
    pages.push(Page { file: man.get_filename(), text });
    command.get_subcommands().try_for_each(|command| add(command, pages))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of a command's commands at any depth, as in `intune-privacy-journal-verify`.
    fn names(command: &Command, name: &str) -> Vec<String> {
        let below = command
            .get_subcommands()
            .flat_map(|command| names(command, &format!("{name}-{}", command.get_name())));
        [name.to_owned()].into_iter().chain(below).collect()
    }

    fn text(page: &Page) -> String {
        // Hyphens are escaped.
        String::from_utf8(page.text.clone()).expect("a page is UTF-8").replace('\\', "")
    }

    #[test]
    fn every_command_has_a_page_that_names_its_own_commands() {
        let tool = Cli::command();
        let pages = pages().expect("memory can be written");
        let expected = names(&tool, "intune-privacy");
        assert!(expected.iter().any(|name| name == "intune-privacy-journal-verify"));
        let files: Vec<_> = pages.iter().map(|page| &*page.file).collect();
        assert_eq!(files, expected.iter().map(|name| format!("{name}.1")).collect::<Vec<_>>());
        for (page, name) in pages.iter().zip(&expected) {
            let text = text(page);
            assert!(text.contains(&format!("\n{name} - ")), "{text}");
            let inner = expected.iter().filter(|inner| {
                inner.strip_prefix(&format!("{name}-")).is_some_and(|rest| !rest.contains('-'))
            });
            for inner in inner {
                assert!(
                    text.contains(&format!("{inner}(1)")),
                    "{name} does not name {inner}: {text}"
                );
            }
        }
    }

    #[test]
    fn a_page_has_the_options_and_the_examples_of_the_help() {
        let pages = pages().expect("memory can be written");
        let page = pages.iter().find(|page| page.file == "intune-privacy-taxonomy.1");
        let text = text(page.expect("a page"));
        for part in ["--format", "--language", "Examples:", "taxonomy serial number"] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}
