//! One file → one document.
//!
//! In: the text of a page or of `book.toml`. Out: a typed [`Document`] or
//! [`Settings`] with the place of every value that can be wrong later, and what is
//! wrong already. Promises: pure, and never fails; what can't be read is reported and left out.
//! Deliberately not here: other files. Names stay names until the model resolves them.

pub mod embed;
pub mod fields;
pub mod front;
pub mod html;
pub mod markdown;
pub mod metrics;
pub mod node;
pub mod opportunities;
pub mod page;
pub mod scores;
pub mod settings;
pub mod slot;
pub mod syntax;
pub mod tabs;
pub mod toml;
pub mod upkeep;
pub mod view;
pub mod yaml;

pub use page::{Document, PageOptions, page};
pub use settings::{Settings, settings};
