//! The command `completions`: what a shell needs to complete the commands of this tool.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use crate::Cli;
use crate::failure::Failure;

/// Write the completions of commands for a shell
///
/// The shell reads them from a file, whose place is said in its documentation.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  intune-privacy completions bash > ~/.local/share/bash-completion/completions/intune-privacy
  intune-privacy completions zsh > ~/.zfunc/_intune-privacy
  intune-privacy completions fish > ~/.config/fish/completions/intune-privacy.fish
  intune-privacy completions powershell >> $PROFILE";

impl Arguments {
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        Ok(out.write_all(&script(self.shell))?)
    }
}

/// In memory, because the generator panics if it cannot write.
fn script(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    generate(shell, &mut Cli::command(), "intune-privacy", &mut script);
    script
}

#[cfg(test)]
mod tests {
    use clap::{Command, ValueEnum};

    use super::*;

    fn words(command: &Command, words: &mut Vec<String>) {
        for command in command.get_subcommands() {
            words.push(command.get_name().into());
            words.extend(
                command.get_arguments().filter_map(|argument| argument.get_long()).map(Into::into),
            );
            self::words(command, words);
        }
    }

    #[test]
    fn the_script_of_every_shell_has_every_subcommand_and_option() {
        let mut expected = Vec::new();
        words(&Cli::command(), &mut expected);
        assert!(expected.iter().any(|word| word == "verify"), "{expected:?}");
        for shell in Shell::value_variants() {
            let script = String::from_utf8(script(*shell)).expect("a script is UTF-8");
            for word in &expected {
                assert!(script.contains(word.as_str()), "`{word}` is not completed by {shell}");
            }
        }
    }
}
