//! The nearest known word to a misspelt one.

use crate::category::Category;
use crate::item::Item;
use crate::items;
use crate::lookup::snake_case;
use alloc::string::String;
use alloc::vec::Vec;

/// The longest word that [`nearest`] looks for, in bytes.
const LONGEST: usize = 200;

/// The known word that `word` most likely stands for.
///
/// Case and separators are ignored first, then up to a third of the letters may differ
/// (insertions, deletions, substitutions and swaps of neighbours), then the words between the
/// underscores may stand in another order. `None` if nothing is near, or if the word has more than
/// 200 bytes: the time to look grows with its length, which may be a stranger's to choose.
///
/// ```
/// use intune_privacy_taxonomy::nearest;
/// assert_eq!(nearest("identifed", ["identified", "required"]), Some("identified"));
/// assert_eq!(nearest("number_serial", ["serial_number"]), Some("serial_number"));
/// assert_eq!(nearest("shoe", ["serial_number"]), None);
/// ```
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let word = snake_case(word);
    known
        .into_iter()
        .filter_map(|candidate| rank(&word, candidate).map(|rank| (rank, candidate)))
        .min_by_key(|&(rank, _)| rank)
        .map(|(_, candidate)| candidate)
}

/// The items whose name or alias is nearest to `word`, the best first, those of `category` ahead
/// of others of equal rank; at most three.
pub fn nearest_items(word: &str, category: Option<Category>) -> Vec<&'static Item> {
    let word = snake_case(word);
    let mut ranked: Vec<_> = items::ALL
        .into_iter()
        .filter_map(|item| {
            let names = core::iter::once(&item.name).chain(item.aliases);
            let rank = names.filter_map(|name| rank(&word, name)).min()?;
            Some((rank, Some(item.category) != category, item))
        })
        .collect();
    ranked.sort_by_key(|&(rank, elsewhere, item)| (rank, elsewhere, item.row));
    let best = ranked.first().map_or(0, |&(rank, ..)| rank);
    ranked.retain(|&(rank, ..)| rank <= best + 1);
    ranked.truncate(3);
    ranked.into_iter().map(|(.., item)| item).collect()
}

/// How far `candidate` is from the snake-case `word`; `None` if it is too far to suggest.
fn rank(word: &str, candidate: &str) -> Option<usize> {
    let plain = |text: &str| text.chars().filter(|c| *c != '_').collect::<String>();
    let (a, b) = (plain(word), plain(&snake_case(candidate)));
    if a == b {
        return Some(0);
    }
    let lengths = (a.chars().count(), b.chars().count());
    let limit = lengths.0.max(lengths.1).max(3) / 3;
    // Each letter that one has more is an edit, which saves counting them.
    if lengths.0.abs_diff(lengths.1) <= limit {
        let distance = edit_distance(&a, &b);
        if distance <= limit {
            return Some(distance);
        }
    }
    let sorted = |text: &str| {
        let mut words: Vec<String> = text.split('_').map(String::from).collect();
        words.sort_unstable();
        words
    };
    (sorted(word) == sorted(&snake_case(candidate))).then_some(limit + 1)
}

/// The optimal string alignment distance: edits and swaps of neighbours, each counted once.
fn edit_distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i);
        for j in 1..=b.len() {
            let substitution = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut cost = substitution.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cost = cost.min(before[j - 2] + 1);
            }
            row.push(cost);
        }
        before = last;
        last = row;
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    fn best(word: &str) -> Option<String> {
        nearest_items(word, None).first().map(ToString::to_string)
    }

    #[test]
    fn items_are_suggested_across_categories_and_by_alias() {
        for (typo, expected) in [
            ("serialNumber", "hardware_inventory::serial_number"),
            ("serail_number", "hardware_inventory::serial_number"),
            ("number_serial", "hardware_inventory::serial_number"),
            ("azureADDeviceId", "device_data::entra_device_id"),
            ("SERIAL-NUMBER", "hardware_inventory::serial_number"),
            ("displayname", "user::display_name"),
            ("userPrincipalname", "user::principal_name"),
        ] {
            assert_eq!(best(typo).as_deref(), Some(expected), "{typo}");
        }
    }

    #[test]
    fn a_far_word_suggests_nothing() {
        for word in ["shoe_size", "zzz", "favourite_colour", "q"] {
            assert_eq!(best(word), None, "{word}");
        }
    }

    #[test]
    fn the_records_category_comes_first() {
        let items = nearest_items("phone_numbr", Some(Category::User));
        assert_eq!(items[0].to_string(), "user::phone_number");
        assert_eq!(items[1].to_string(), "admin_account::phone_number");
    }

    #[test]
    fn an_item_one_edit_farther_than_the_best_is_suggested_after_it() {
        let items = nearest_items("sdp_version", None);
        assert_eq!(items[0].to_string(), "managed_application::sdk_version");
        assert_eq!(items[1].to_string(), "application_inventory::version");
        assert_eq!(items[2].to_string(), "managed_application::app_version");
    }

    #[test]
    fn distances_count_swaps_once() {
        assert_eq!(edit_distance("abcd", "abdc"), 1);
        assert_eq!(edit_distance("", "abc"), 3);
        assert_eq!(edit_distance("kitten", "sitting"), 3);
    }

    #[test]
    fn a_swap_counts_once_wherever_it_is() {
        let word = "abcdefgh";
        for place in 0..word.len() - 1 {
            let mut letters: Vec<char> = word.chars().collect();
            letters.swap(place, place + 1);
            assert_eq!(edit_distance(word, &letters.iter().collect::<String>()), 1, "{place}");
        }
    }

    #[test]
    fn every_edit_that_is_near_comes_before_another_order_of_the_words() {
        assert_eq!(nearest("ab_cdef", ["cdef_ab"]), Some("cdef_ab"));
        assert_eq!(nearest("ab_cdef", ["cdef_ab", "ab_cdxx"]), Some("ab_cdxx"));
    }
}
