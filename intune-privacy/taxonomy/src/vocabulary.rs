//! The macro that declares a closed vocabulary: an enum whose variants have documented names.

/// Declares an enum together with `ALL`, `as_str`, `from_name` and `Display`.
///
/// The text after each variant is its name in attributes, in the CSV and JSON dumps and in
/// messages, so that all of them spell it alike.
macro_rules! vocabulary {
    (
        $(#[$meta:meta])*
        pub enum $Name:ident {
            $( $(#[$variant_meta:meta])* $Variant:ident => $name:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $Name {
            $( $(#[$variant_meta])* $Variant, )+
        }

        impl $Name {
            /// Every variant, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The name in attributes and dumps.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $( Self::$Variant => $name, )+
                }
            }

            /// The variant of that exact name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $( $name => Some(Self::$Variant), )+
                    _ => None,
                }
            }
        }

        impl core::fmt::Display for $Name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

pub(crate) use vocabulary;
