//! The `rihla` command: see [`rihla::cli`].

fn main() -> std::process::ExitCode {
    rihla::cli::main()
}
