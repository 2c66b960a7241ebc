//! A place on the stack for the text of a value that is no text itself.

use core::fmt::{self, Write};

/// Longer than any documented format, of which the e-mail address with up to 254 characters
/// (RFC 5321, section 4.5.3.1) is the longest.
const SIZE: usize = 256;

/// Holds one text of up to [`SIZE`] bytes. It never gives a part of a text.
pub(crate) struct Scratch {
    bytes: [u8; SIZE],
    len: usize,
    overflowed: bool,
}

impl Scratch {
    pub(crate) const fn new() -> Self {
        Self { bytes: [0; SIZE], len: 0, overflowed: false }
    }

    /// The text of `value`, or `None` if it is too long.
    ///
    /// # Errors
    ///
    /// That of `value`.
    pub(crate) fn text(&mut self, value: &dyn fmt::Display) -> Result<Option<&str>, fmt::Error> {
        self.len = 0;
        self.overflowed = false;
        let result = write!(self, "{value}");
        // Asked first: the error of a text that is too long is our own, and a `Display` that hides
        // it has still written only a part.
        if self.overflowed {
            return Ok(None);
        }
        result?;
        Ok(self.bytes.get(..self.len).and_then(|bytes| core::str::from_utf8(bytes).ok()))
    }
}

impl Write for Scratch {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.len + text.len();
        if let Some(place) = self.bytes.get_mut(self.len..end) {
            place.copy_from_slice(text.as_bytes());
            self.len = end;
            Ok(())
        } else {
            self.overflowed = true;
            Err(fmt::Error)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{SIZE, Scratch};
    use alloc::string::String;
    use core::fmt;

    struct Careless<'a>(&'a str);

    impl fmt::Display for Careless<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            for part in self.0.split_inclusive(' ') {
                let _ = f.write_str(part);
            }
            Ok(())
        }
    }

    struct Failing;

    impl fmt::Display for Failing {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a part")?;
            Err(fmt::Error)
        }
    }

    #[test]
    fn a_text_fits_or_is_not_held_at_all() {
        let mut scratch = Scratch::new();
        let fits = "é".repeat(SIZE / 2);
        assert_eq!(scratch.text(&fits), Ok(Some(&*fits)));
        let long = String::from("a") + &fits;
        assert_eq!(scratch.text(&long), Ok(None));
        assert_eq!(scratch.text(&"short"), Ok(Some("short")));
    }

    #[test]
    fn what_a_careless_display_leaves_out_is_noticed() {
        let long = String::from("a") + &"é".repeat(SIZE / 2) + " end";
        assert_eq!(Scratch::new().text(&Careless(&long)), Ok(None));
    }

    #[test]
    fn the_error_of_a_value_is_passed_on() {
        assert_eq!(Scratch::new().text(&Failing), Err(fmt::Error));
    }
}
