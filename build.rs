//! Names the program by what it is made from.
//!
//! In: the sources, the built-in theme and the versions of all dependencies. Out: `SOURCES_OF_RIHLA`, a hash of them for
//! `env!`. What a build leaves for the next one (a manifest's origin, a cache) is only good for the program that
//! made it; the version alone wouldn't tell two programs apart while one is worked on. The name doesn't begin with
//! `RIHLA_`: such a variable would be taken for a setting by a program that Cargo runs.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// What the program is made from, relative to the package's folder.
const MADE_FROM: [&str; 5] = ["src", "themes", "build.rs", "Cargo.toml", "Cargo.lock"];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut hash = Fnv::new();
    for name in MADE_FROM {
        println!("cargo::rerun-if-changed={name}");
        add(&root, Path::new(name), &mut hash)?;
    }
    println!("cargo::rustc-env=SOURCES_OF_RIHLA={:032x}", hash.0);
    Ok(())
}

/// Adds a file, or all files of a folder in the order of their names. A lock file is missing where the package is a dependency.
fn add(root: &Path, path: &Path, hash: &mut Fnv) -> io::Result<()> {
    let there = root.join(path);
    if there.is_dir() {
        let mut names = fs::read_dir(&there)?.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()?;
        names.sort();
        return names.iter().try_for_each(|name| add(root, &path.join(name), hash));
    }
    if there.is_file() {
        let names: Vec<_> = path.iter().map(|name| name.to_string_lossy()).collect();
        hash.add(names.join("/").as_bytes());
        hash.add(&fs::read(&there)?);
    }
    Ok(())
}

/// FNV-1a in 128 bits: nobody attacks it, and it needs no dependency.
struct Fnv(u128);

impl Fnv {
    fn new() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }

    /// Adds bytes and their end. Line ends are the same whatever git made of them.
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().filter(|byte| **byte != b'\r').chain(&[0]) {
            self.0 = (self.0 ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
}
