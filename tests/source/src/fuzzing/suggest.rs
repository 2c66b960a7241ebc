//! Any text as a file that annotations are suggested for.

use std::fs;
use std::path::Path;

use anstream::StripStream;
use clap::Parser;
use proc_macro2::TokenStream;
use quote::ToTokens;
use serde_json::Value;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, DeriveInput, Field, File, ItemEnum, ItemStruct, Token, Variant};

use super::attributes::{errors, is_deep};
use super::declaration::Writer;
use crate::expansion;
use crate::suggest::Arguments;

/// Files from bytes, as they are and as made of what declarations are made of: the command says why
/// it cannot read one, or suggests what leaves everything but attributes as it is, can be read again
/// and has nothing left to suggest.
///
/// # Panics
///
/// If something is not as it should be.
pub fn suggest(data: &[u8]) {
    super::have_places();
    let selection = if data.len().is_multiple_of(2) { &["--all"][..] } else { &[] };
    holds(data, selection);
    holds(Writer::plain(data).file().as_bytes(), selection);
}

fn holds(text: &[u8], selection: &[&str]) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("device.rs");
    fs::write(&path, text).expect("a file");
    let file = || fs::read(&path).expect("the file");
    let run = |options: &[&str]| propose(&path, &[options, selection].concat());

    let report = run(&["--format", "json"]);
    let diff = run(&[]);
    assert!(file() == text, "a file was changed that was to be read only");
    let written = run(&["--write"]);
    let Ok(old) = std::str::from_utf8(text) else {
        assert!(report.is_err() && diff.is_err() && written.is_err(), "that is no text");
        return;
    };
    if let Err(message) = written {
        assert!(file() == text, "a file was changed that cannot be: {message}");
        assert!(report.is_err() || !message.contains("would not parse"), "{message}\n{old}");
        let parsed = is_deep(old) || syn::parse_file(old).is_err();
        // Of a text that syn reads and the compiler does not.
        assert!(parsed || message.contains("cannot be parsed"), "{message}\n{old}");
        return;
    }
    let new = String::from_utf8(file()).expect("text");
    is_placed(&report.expect("what can be written can be listed"), old);
    match diff {
        Ok(diff) => assert!(applied(&diff, old) == new, "{diff}\nmakes another text of\n{old}"),
        Err(message) => assert!(message.contains("control characters"), "{message}\n{old}"),
    }
    assert!(is_kept(old, &new), "something is lost:\n{old}\n{new}");
    if !is_deep(old)
        && let Ok(before) = syn::parse_file(old)
    {
        proc_macro2::extra::invalidate_current_thread_spans();
        let after =
            syn::parse_file(&new).unwrap_or_else(|error| panic!("{error} in\n{new}\nof\n{old}"));
        obeys_the_rules(&after, old, &new);
        assert_eq!(stripped(after), stripped(before), "{old}\nbecame\n{new}");
    }

    let again = run(&[]);
    assert!(again.is_err() || again == Ok(String::new()), "again, in\n{new}\n{again:?}");
    run(&["--write"]).expect("a file that was written can be read");
    assert!(file() == new.as_bytes(), "the second run changes\n{new}");
}

#[derive(Parser)]
struct Command {
    #[command(flatten)]
    arguments: Arguments,
}

/// What the command prints to someone who sees no colours, or its message.
fn propose(path: &Path, options: &[&str]) -> Result<String, String> {
    let path = path.to_str().expect("a path of text");
    let words = ["suggest"].iter().chain(options).copied().chain([path]);
    let Command { arguments } = Command::parse_from(words);
    let mut out = StripStream::new(Vec::new());
    match arguments.propose(&mut out, &mut std::io::sink()) {
        Ok(()) => Ok(String::from_utf8(out.into_inner()).expect("text")),
        Err(failure) => {
            let message = failure.to_string();
            assert!(!message.contains(char::is_control), "{message:?}");
            // What a thread that panics is reported as.
            assert_ne!(message, "the files cannot be parsed");
            Err(message)
        }
    }
}

fn applied(diff: &str, old: &str) -> String {
    if diff.is_empty() {
        return old.into();
    }
    let patch = diffy::Patch::from_str(diff)
        .unwrap_or_else(|error| panic!("{error} in\n{diff}\nof\n{old:?}"));
    diffy::apply(old, &patch).unwrap_or_else(|error| panic!("{error} in\n{diff}\nof\n{old:?}"))
}

/// Each field and type of the report is where the report says.
fn is_placed(report: &str, text: &str) {
    let report: Value = serde_json::from_str(report).expect("JSON");
    let lines: Vec<_> = text.trim_start_matches('\u{feff}').split('\n').collect();
    for (list, name) in [("proposals", "field"), ("types", "type"), ("passed_over", "type")] {
        for entry in report[list].as_array().expect("a list") {
            let number = |key: &str| entry[key].as_u64().and_then(|it| usize::try_from(it).ok());
            let (line, column) = (number("line").expect("a line"), number("column").expect("one"));
            let name = entry[name].as_str().expect("a name");
            let rest: String = lines[line - 1].chars().skip(column - 1).collect();
            let is_index = name.parse::<usize>().is_ok();
            assert!(is_index || rest.trim_start_matches("r#").starts_with(name), "{entry} {text}");
        }
    }
}

/// Whether all of the old text is in the new one, in that order; a path to `Debug` may be replaced.
fn is_kept(old: &str, new: &str) -> bool {
    let old = old.replace("std::fmt::Debug", "");
    if old.contains(":Debug") || old.contains(": Debug") {
        return true;
    }
    let mut rest = new.chars();
    old.replace("Debug", "").chars().all(|c| rest.any(|other| other == c))
}

/// The tokens without what annotations are made of.
fn stripped(mut file: File) -> String {
    struct Strip;

    impl Strip {
        fn attributes(attributes: &mut Vec<Attribute>) {
            attributes.retain_mut(|attribute| {
                if attribute.path().is_ident("derive")
                    && let Ok(traits) = attribute
                        .parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated)
                {
                    let own = ["Debug", "Classified", "DataValue"];
                    let kept = traits.iter().filter(|path| {
                        path.segments
                            .last()
                            .is_some_and(|last| own.iter().all(|own| last.ident != own))
                    });
                    let kept: Vec<_> = kept.collect();
                    let is_some = !kept.is_empty();
                    *attribute = syn::parse_quote!(#[derive(#(#kept),*)]);
                    return is_some;
                }
                !attribute.path().is_ident("data")
            });
        }
    }

    impl VisitMut for Strip {
        fn visit_item_struct_mut(&mut self, item: &mut ItemStruct) {
            Self::attributes(&mut item.attrs);
            visit_mut::visit_item_struct_mut(self, item);
        }

        fn visit_item_enum_mut(&mut self, item: &mut ItemEnum) {
            Self::attributes(&mut item.attrs);
            visit_mut::visit_item_enum_mut(self, item);
        }

        fn visit_variant_mut(&mut self, variant: &mut Variant) {
            Self::attributes(&mut variant.attrs);
            visit_mut::visit_variant_mut(self, variant);
        }

        fn visit_field_mut(&mut self, field: &mut Field) {
            Self::attributes(&mut field.attrs);
            visit_mut::visit_field_mut(self, field);
        }
    }

    Strip.visit_file_mut(&mut file);
    file.into_token_stream().to_string()
}

/// What the derive refuses of a type that was annotated in full is what its author wrote.
fn obeys_the_rules(file: &File, old: &str, new: &str) {
    struct Types<'a>(Vec<(DeriveInput, &'a str)>, &'a str);

    impl Types<'_> {
        fn take(&mut self, item: TokenStream, range: std::ops::Range<usize>) {
            let text = self.1.get(range).unwrap_or_default();
            if let Ok(item) = syn::parse2(item) {
                self.0.push((item, text));
            }
        }
    }

    impl<'ast> Visit<'ast> for Types<'_> {
        fn visit_item_struct(&mut self, item: &'ast ItemStruct) {
            let range = range_of(item);
            self.take(item.to_token_stream(), range);
            visit::visit_item_struct(self, item);
        }

        fn visit_item_enum(&mut self, item: &'ast ItemEnum) {
            let range = range_of(item);
            self.take(item.to_token_stream(), range);
            visit::visit_item_enum(self, item);
        }
    }

    // What a person annotated may be wrong; and a byte order mark or the like shifts all places.
    if old.contains("data") || old.contains("Classified") || old.starts_with(['\u{feff}', '#']) {
        return;
    }
    let mut types = Types(Vec::new(), new);
    types.visit_file(file);
    for (mut item, text) in types.0 {
        let derives = |attribute: &Attribute| {
            attribute.path().is_ident("derive")
                && attribute.to_token_stream().to_string().contains("Classified")
        };
        let Some(at) = item.attrs.iter().position(derives) else { continue };
        if text.contains("DECIDE(") {
            continue;
        }
        // The compiler does not show a derive the lists up to its own.
        item.attrs.drain(..=at);
        for error in errors(expansion::classified(item)) {
            let is_of_the_author =
                ["[P15]", "[P17]"].iter().any(|rule| error.message.contains(rule));
            assert!(is_of_the_author, "{} in\n{text}\nof\n{old}", error.message);
        }
    }
}

fn range_of(item: &impl ToTokens) -> std::ops::Range<usize> {
    let mut tokens = item.to_token_stream().into_iter();
    let first = tokens.next().map_or(0, |token| token.span().byte_range().start);
    let last = tokens.last().map_or(first, |token| token.span().byte_range().end);
    first..last
}
