//! The `rihla` command: see [`rihla::cli`].

/// A site is made of millions of short texts, which the system's allocator is slow with.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    rihla::cli::main()
}
