//! A connection that is let go when its client takes nothing for long.
//!
//! Promises: whoever asks and never reads holds a connection, and what waits for it, for half a minute at most.

use std::future::Future;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// How long a client may take nothing.
const STALLED: Duration = Duration::from_secs(30);

/// A connection, and the time that is left to a client that takes nothing.
pub struct Patient {
    stream: TcpStream,
    left: Option<Pin<Box<Sleep>>>,
}

impl Patient {
    /// Wraps a connection.
    pub fn new(stream: TcpStream) -> Self {
        Self { stream, left: None }
    }

    fn within_reason<T>(&mut self, written: Poll<io::Result<T>>, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.left = None;
            return written;
        }
        let left = self.left.get_or_insert_with(|| Box::pin(sleep(STALLED)));
        left.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Patient {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.within_reason(written, cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, parts);
        self.within_reason(written, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::io::AsyncWriteExt;
    use tokio::net::{TcpListener, TcpStream};

    use super::{Patient, STALLED};

    /// With time that only passes when nothing else is to do.
    #[tokio::test(start_paused = true)]
    async fn who_takes_nothing_is_let_go() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let deaf = TcpStream::connect(listener.local_addr().expect("an address")).await.expect("a connection");
        let (stream, _) = listener.accept().await.expect("a client");
        let mut patient = Patient::new(stream);
        let start = tokio::time::Instant::now();
        let ended = patient.write_all(&vec![0; 64 * 1024 * 1024]).await;
        assert_eq!(ended.map_err(|error| error.kind()), Err(std::io::ErrorKind::TimedOut));
        assert!(start.elapsed() >= STALLED && start.elapsed() < STALLED + Duration::from_secs(5));
        drop(deaf);
    }
}
