//! A result as a file.

use std::fs;
use std::path::Path;

use crate::build::Failure;

/// The file to write, unless it is a name for the standard output.
pub fn not_stdout(output: Option<&Path>) -> Option<&Path> {
    output.filter(|path| *path != Path::new("-") && *path != Path::new("/dev/stdout"))
}

/// Writes a file under a name beside its place and renames it, so that nobody finds half of it. A file that is there
/// keeps its permissions; a link keeps leading to its file.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let refused = |error: std::io::Error| Failure::new(format!("`{}` can't be written", path.display())).cause(error);
    let other = |why: &str| refused(std::io::Error::other(why.to_owned()));
    let target = match fs::canonicalize(path) {
        Ok(target) => target,
        Err(_) if fs::symlink_metadata(path).is_ok() => return Err(other("it is a link that leads nowhere")),
        Err(_) => path.to_path_buf(),
    };
    let there = fs::metadata(&target).ok();
    if there.as_ref().is_some_and(|there| !there.is_file()) {
        return Err(other("it is not a file"));
    }
    if there.as_ref().is_some_and(|there| there.permissions().readonly()) {
        return Err(other("it is read-only"));
    }
    let aside = target.with_file_name(format!(".rihla-aside-{}", std::process::id()));
    let written = fs::write(&aside, bytes)
        .and_then(|()| there.map_or(Ok(()), |there| fs::set_permissions(&aside, there.permissions())))
        .and_then(|()| fs::rename(&aside, &target));
    written.map_err(|error| {
        // What was begun is taken away again; if that fails too, the first reason is the one to tell.
        let _ = fs::remove_file(&aside);
        refused(error)
    })
}
