//! A place where costly things outlast a run.
//!
//! In: bytes under the hash of what they are made from. Out: the same bytes, in this run or a later one. Promises: none: what
//! is put there may be gone at any time. Deliberately not here: disks; floors that make something know only this.

use std::fmt;

/// Keeps bytes under the hash of what they are made from; asked and given by several threads at once.
pub trait Shelf: fmt::Debug + Send + Sync {
    /// What was put under this key, byte for byte, if it is still there.
    fn get(&self, key: &blake3::Hash) -> Option<Vec<u8>>;

    /// Keeps something, if there is room.
    fn put(&self, key: &blake3::Hash, bytes: &[u8]);
}
