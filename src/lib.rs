//! Rihla (Arabic *riḥla*, journey) turns a folder of Markdown into a browsable customer-journey handbook.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod diag;
pub mod locale;
pub mod model;
pub mod parse;
pub mod source;
