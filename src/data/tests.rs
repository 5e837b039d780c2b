//! Files of answers as a whole: what is right in them is counted, what is wrong is told.

use crate::parse::metrics::{Method, Metric};
use crate::parse::settings::Named;
use crate::source::{Span, Spanned};

/// A metric of a method.
pub(super) fn metric(method: Method, answers: (f64, f64)) -> Metric {
    let (min, max) = method.scores().unwrap_or(answers);
    let id = Spanned::new("joy".to_owned(), Span::default());
    Metric { name: Named { id, title: None, titles: Default::default() }, method, answers, min, max }
}
