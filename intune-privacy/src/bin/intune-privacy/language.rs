//! The option `--language`.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use intune_privacy_taxonomy::Language;

/// The language of the labels; English unless chosen.
#[derive(Debug, clap::Args)]
pub(crate) struct LanguageOption {
    /// Language of the labels
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = parser())]
    pub(crate) language: Language,
}

fn parser() -> impl TypedValueParser<Value = Language> {
    PossibleValuesParser::new(Language::ALL.iter().map(|language| language.as_str()))
        .try_map(|name| Language::from_name(&name).ok_or("no such language"))
}
