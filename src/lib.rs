//! Rihla (Arabic *riḥla*, journey) turns a folder of Markdown into a browsable customer-journey handbook.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod build;
pub mod cli;
pub mod data;
pub mod diag;
pub mod export;
pub mod locale;
pub mod map;
pub mod model;
pub mod parse;
pub mod search;
pub mod serve;
pub mod site;
pub mod source;
