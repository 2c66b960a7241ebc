//! The compile-fail cases themselves: that none is missing, that every message keeps to one
//! grammar, and that what a message tells the developer to write compiles.

mod generated_crate;

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::Path;

use generated_crate::GeneratedCrate;
use intune_privacy_taxonomy::Rule;

/// A compile-fail case of the derive.
struct Case {
    /// The folder: the code of a rule in small letters, or `many`.
    folder: String,
    /// The file's name without its extension.
    name: String,
    source: String,
    snapshot: String,
}

impl Case {
    fn key(&self) -> String {
        format!("{}/{}", self.folder, self.name)
    }

    /// The code of the rule, such as `P03`.
    fn code(&self) -> String {
        self.folder.to_uppercase()
    }

    fn has_one_mistake(&self) -> bool {
        self.folder != MANY
    }

    fn messages(&self) -> Vec<Message> {
        let mut starts: Vec<usize> = (self.snapshot.match_indices("error"))
            .map(|(start, _)| start)
            .filter(|&start| start == 0 || self.snapshot[..start].ends_with('\n'))
            .collect();
        starts.push(self.snapshot.len());
        starts.windows(2).map(|range| Message::parse(&self.snapshot[range[0]..range[1]])).collect()
    }
}

/// The folder of the cases that hold more than one mistake.
const MANY: &str = "many";

/// The folders of the cases about the bounds of functions, which break no rule.
const OF_TRAITS: [&str; 2] = ["sinks", "tracing"];

/// An error of a snapshot.
struct Message {
    /// The compiler's own code: that of a constant's panic, or of an unfulfilled bound.
    number: Option<String>,
    headline: String,
    notes: Vec<String>,
    helps: Vec<String>,
    /// Where the underlined text is: line and column, from 1, and how long it is.
    line: usize,
    column: usize,
    width: usize,
}

impl Message {
    fn parse(text: &str) -> Self {
        let (first, rest) = text.split_once('\n').expect("an error has more than a headline");
        let (kind, headline) = first.split_once(": ").expect("an error has a headline");
        let number = kind.strip_prefix("error[").map(|number| number.trim_end_matches(']').into());
        let headline = headline.strip_prefix("evaluation panicked: ").unwrap_or(headline).into();
        let said: Vec<&str> =
            rest.lines().map(str::trim).take_while(|line| !line.starts_with("-->")).collect();
        let those = |word: &str| -> Vec<String> {
            said.iter().filter_map(|line| line.strip_prefix(word)).map(Into::into).collect()
        };
        let place = rest.lines().find_map(|line| line.trim().strip_prefix("--> "));
        let mut place = place.expect("an error has a place").rsplit(':');
        let mut number_of = || place.next().and_then(|n| n.parse().ok()).expect("a number");
        let (column, line) = (number_of(), number_of());
        let carets = rest.lines().find_map(|line| line.split_once('^'));
        let carets = carets.expect("an error underlines something").1;
        Self {
            number,
            headline,
            notes: those("note: "),
            helps: those("help: "),
            line,
            column,
            width: 1 + carets.chars().take_while(|c| *c == '^').count(),
        }
    }

    fn underlined(&self, source: &str) -> Range<usize> {
        let before = source.lines().take(self.line - 1).map(|line| line.len() + 1).sum::<usize>();
        let start = before + self.column - 1;
        start..start + self.width
    }

    /// Whether the text is the compiler's: of a bound, or of two implementations.
    fn is_the_compilers(&self) -> bool {
        matches!(self.number.as_deref(), Some("E0277" | "E0119"))
    }
}

fn cases() -> Vec<Case> {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    let mut cases = Vec::new();
    for folder in entries(&ui) {
        if OF_TRAITS.contains(&folder.as_str()) {
            continue;
        }
        for file in entries(&ui.join(&folder)) {
            let Some(name) = file.strip_suffix(".rs") else { continue };
            let path = ui.join(&folder).join(&file);
            let read = |path: &Path| fs::read_to_string(path).unwrap_or_default();
            cases.push(Case {
                folder: folder.clone(),
                name: name.into(),
                source: read(&path),
                snapshot: read(&path.with_extension("stderr")),
            });
        }
    }
    cases
}

/// The names in a folder, sorted.
fn entries(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder)
        .expect("the folder exists")
        .map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn every_case_has_a_snapshot_and_every_snapshot_a_case() {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    for folder in entries(&ui) {
        let files = entries(&ui.join(&folder));
        for file in &files {
            let partner = match file.strip_suffix(".rs") {
                Some(name) => format!("{name}.stderr"),
                None => file.replace(".stderr", ".rs"),
            };
            assert!(files.contains(&partner), "{folder}/{file} has no {partner}");
        }
    }
}

#[test]
fn every_rule_has_cases() {
    let cases = cases();
    let mut folders: BTreeSet<_> = Rule::ALL.iter().map(ToString::to_string).collect();
    for code in &folders {
        let count = cases.iter().filter(|case| case.code() == *code).count();
        assert!(count >= 5, "{code} has {count} cases");
    }
    folders.insert(MANY.to_uppercase());
    for case in &cases {
        assert!(folders.contains(&case.code()), "{} is in no folder of a rule", case.key());
    }
}

#[test]
fn every_rule_has_a_summary_and_a_paragraph_with_an_example() {
    for rule in Rule::ALL {
        let (summary, paragraph) = (rule.summary(), rule.paragraph());
        assert!(summary.ends_with('.') && summary.len() > 5, "{rule}: {summary}");
        let example = paragraph.split("```").nth(1).unwrap_or_default();
        for word in ["rejected", "accepted"] {
            let is_there = example.contains(word) || *rule == Rule::P15;
            assert!(is_there, "{rule}: the example shows nothing {word}");
        }
        let prose = paragraph.split("```").next().unwrap_or_default().trim();
        assert!(prose.len() > 50, "{rule}: {prose}");
    }
}

#[test]
fn one_mistake_is_one_error() {
    for case in cases().iter().filter(|case| case.has_one_mistake()) {
        let key = case.key();
        assert_eq!(case.messages().len(), 1, "{key}: {}", case.snapshot);
        assert!(!case.snapshot.contains("\nwarning"), "{key}: {}", case.snapshot);
    }
}

#[test]
fn many_mistakes_are_all_reported_in_the_order_of_the_source() {
    for case in cases().iter().filter(|case| !case.has_one_mistake()) {
        let messages = case.messages();
        assert!(messages.len() > 2, "{} has few mistakes", case.key());
        assert!(!case.snapshot.contains("\nwarning"), "{}: {}", case.key(), case.snapshot);
        for pair in messages.windows(2) {
            // The compiler reports bounds after what the derive reports, and constants last.
            if pair[0].number == pair[1].number {
                assert!(pair[0].line <= pair[1].line, "{}: {}", case.key(), pair[1].headline);
            }
        }
        let distinct: BTreeSet<_> =
            messages.iter().map(|m| (m.line, m.column, &m.headline)).collect();
        assert_eq!(distinct.len(), messages.len(), "{} says something twice", case.key());
    }
}

#[test]
fn headlines_keep_to_one_grammar() {
    for case in cases() {
        for message in case.messages() {
            let (key, headline) = (case.key(), &message.headline);
            if message.number.as_deref() == Some("E0119") {
                continue;
            }
            let (text, code) = headline.rsplit_once(" [").expect("a headline ends with a code");
            let code = code.trim_end_matches(']');
            assert!(code == case.code() || !case.has_one_mistake(), "{key}: {headline}");
            assert!(Rule::from_name(code).is_some(), "{key}: {headline}");
            let small = |c: char| c.is_lowercase() || c == '`' || c == '"';
            assert!(text.starts_with(small), "{key}: {headline}");
            assert!(!text.ends_with(['.', '!', '?', ',']), "{key}: {headline}");
            assert_eq!(text.matches('`').count() % 2, 0, "{key}: {headline}");
        }
    }
}

#[test]
fn every_error_of_ours_has_one_note_and_one_help() {
    for case in cases() {
        for message in case.messages().iter().filter(|message| !message.is_the_compilers()) {
            let (key, headline) = (case.key(), &message.headline);
            assert_eq!(message.notes.len(), 1, "{key}: {headline}: {:?}", message.notes);
            assert_eq!(message.helps.len(), 1, "{key}: {headline}: {:?}", message.helps);
            let help = &message.helps[0];
            let verbs = ["write ", "remove ", "move ", "derive ", "classify "];
            assert!(verbs.iter().any(|verb| help.starts_with(verb)), "{key}: {help}");
            for text in [&message.notes[0], help] {
                assert!(!text.ends_with('.'), "{key}: {text}");
                assert_eq!(text.matches('`').count() % 2, 0, "{key}: {text}");
            }
        }
    }
}

#[test]
fn no_message_shows_the_insides_of_the_derive() {
    for case in cases() {
        // The crate's own name is no secret.
        let text = case.snapshot.replace("intune_privacy", "");
        for inside in ["__private", "_privacy", "__record", "__0", "SHAPE", "HOLDINGS"] {
            assert!(!text.contains(inside), "{} mentions {inside}: {text}", case.key());
        }
        // Of two implementations of `Debug` one is the derive's, and the compiler says so; so it
        // does where the use of a generic record lacks what its implementation asks for, and where
        // it shows another type of the user's that is a value.
        let of_an_impl = case.snapshot.contains("E0119")
            || case.name.ends_with("generic-record")
            || case.name == "leaf-in-a-newtype-value";
        if !of_an_impl {
            assert!(!text.contains("originates in"), "{}: {text}", case.key());
        }
    }
}

/// The cases whose help is no text to paste, and why not.
const NOT_PASTED: [(&str, &str); 21] = [
    ("p15/serde-with-and-flatten", "the function and its use are in two places"),
    ("p15/serde-with-on-nested", "the function and its use are in two places"),
    ("p01/nested-record", "of the three ways one is right, as its type decides"),
    ("p15/on-a-variant", "only the author knows the field that the attribute is for"),
    ("p15/packed", "the type needs another layout"),
    ("p15/packed-with-an-alignment", "the type needs another layout"),
    ("p15/serde-into", "another type has to be classified"),
    ("p15/serde-remote", "another type has to be classified"),
    ("p15/serde-serialize-with-on-a-variant", "another type has to be classified"),
    ("p15/serde-with-on-a-variant", "another type has to be classified"),
    ("p15/union", "only the author knows the variants"),
    ("p15/value-enum-untagged", "there are two ways out"),
    ("p15/value-enum-with-a-field", "the enum is a record, to be annotated"),
    ("p15/value-enum-with-a-named-field", "the enum is a record, to be annotated"),
    ("p15/value-enum-with-a-tag", "there are two ways out"),
    ("p15/value-of-a-named-field", "there are two ways out"),
    ("p15/value-of-no-field", "the struct is a record, to be annotated"),
    ("p15/value-of-two-fields", "the struct is a record, to be annotated"),
    ("p15/value-serde-into", "another type has to be classified"),
    ("p15/value-union", "only the author knows the variants"),
    ("p15/value-with-a-serde-attribute-on-the-field", "the attribute belongs to another type"),
];

#[test]
fn what_the_help_says_compiles() {
    let mut files = Vec::new();
    let mut modules = String::from("#![allow(unused, non_snake_case, missing_docs)]\n\n");
    let mut unpasted: BTreeSet<&str> = NOT_PASTED.iter().map(|(key, _)| *key).collect();
    for case in cases().iter().filter(|case| case.has_one_mistake()) {
        let message = case.messages().remove(0);
        if unpasted.remove(case.key().as_str()) || message.is_the_compilers() {
            continue;
        }
        let module = case.key().replace(['/', '-'], "_");
        let pasted = paste(&case.source, &message);
        for (index, pasted) in pasted.into_iter().enumerate() {
            assert_ne!(pasted, case.source, "{}: the help changes nothing", case.key());
            files.push((format!("{module}_{index}.rs"), pasted));
            modules.extend(["mod ", &module, "_", &index.to_string(), ";\n"]);
        }
    }
    assert!(unpasted.is_empty(), "no such cases: {unpasted:?}");
    files.push(("lib.rs".into(), modules));
    let refusals = GeneratedCrate::new("pasted", &files).refusals();
    let refusals: Vec<_> = refusals.iter().map(ToString::to_string).collect();
    assert!(refusals.is_empty(), "{}", refusals.join("\n\n"));
}

/// The source after doing what the help says, in each of the ways that it gives.
fn paste(source: &str, message: &Message) -> Vec<String> {
    let (help, underlined) = (message.helps[0].as_str(), message.underlined(source));
    let mut pasted = vec![paste_first(source, message)];
    for other in help.split(", or").skip(1) {
        let mut parts = other.split('`');
        let (_, text, then) = (parts.next(), parts.next(), parts.next());
        // The type can promise one condition only, and some cases are about another.
        let taken = then == Some(" on the type") && source.contains("collected_if");
        if let Some(text) = text.filter(|text| text.starts_with("#[data") && !taken) {
            pasted.push(write(source, text, then, underlined.clone(), &message.headline));
        }
    }
    pasted
}

fn paste_first(source: &str, message: &Message) -> String {
    let underlined = message.underlined(source);
    let start = underlined.start;
    let help = message.helps[0].as_str();
    if help.starts_with("remove the field") {
        let from = ["{\n", "(\n", ",\n"].iter().filter_map(|end| source[..start].rfind(end));
        let from = from.max().expect("a field follows something") + 2;
        let to = start + source[start..].find(",\n").expect("a field ends") + 2;
        return replaced(source, from..to, "");
    }
    if help.starts_with("remove `") {
        let after = &source[underlined.end..];
        let before = source[..start].trim_end();
        return if let Some(rest) = after.strip_prefix(',') {
            replaced(source, start..source.len(), rest.trim_start())
        } else {
            replaced(source, before.trim_end_matches(',').len()..underlined.end, "")
        };
    }
    let mut parts = help.split('`');
    let text = parts.nth(1).unwrap_or_else(|| panic!("nothing to paste: {help}"));
    let then = parts.next();
    let mut source = write(source, text, then, underlined.clone(), &message.headline);
    if then == Some(" and ") {
        let text = parts.next().expect("something more to write");
        source = write(&source, text, None, underlined, "");
    }
    source
}

/// The source with `text` in its place, which depends on what it is.
fn write(
    source: &str,
    text: &str,
    then: Option<&str>,
    underlined: Range<usize>,
    headline: &str,
) -> String {
    let start = underlined.start;
    if text.starts_with("#[data") {
        if then == Some(" on the type") {
            let derive = source[..start].rfind("#[derive").expect("the type derives");
            let below = derive + source[derive..].find('\n').expect("a line ends") + 1;
            return replaced(source, below..below, &format!("{text}\n"));
        }
        if headline.ends_with("is not classified [P01]") {
            return replaced(source, start..start, &format!("{text} "));
        }
        let from = source[..underlined.end].rfind("#[data").expect("there is an attribute");
        let to = closing_bracket(source, from);
        return replaced(source, from..to, text);
    }
    match text.split_once(": ") {
        Some((name, ty)) if name.chars().all(|c| c.is_alphanumeric() || c == '_') => {
            let declared = format!(" {name}: ");
            let from = source.find(&declared).expect("the field is declared") + declared.len();
            let to = from + source[from..].find(",\n").expect("a field ends");
            replaced(source, from..to, ty)
        }
        _ => replaced(source, underlined, text),
    }
}

/// Where the attribute that starts at `from` ends.
fn closing_bracket(source: &str, from: usize) -> usize {
    let mut depth = 0;
    for (index, c) in source[from..].char_indices() {
        depth += i32::from(c == '[') - i32::from(c == ']');
        if c == ']' && depth == 0 {
            return from + index + 1;
        }
    }
    panic!("the attribute ends nowhere")
}

fn replaced(source: &str, range: Range<usize>, text: &str) -> String {
    let mut source = source.to_owned();
    source.replace_range(range, text);
    source
}
