//! What an answer's body is: bytes in memory, or what a task sends.
//!
//! Promises: a task that sends waits for the client, so that no more than a part of a film or one event is in memory.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Frame, SizeHint};
use tokio::sync::mpsc;

/// How much of a file is read at once, in bytes.
const CHUNK: u64 = 64 * 1024;

/// The body of an answer.
pub enum Body {
    /// Bytes.
    Whole(Bytes),
    /// What a task sends, until it stops.
    Sent(mpsc::Receiver<io::Result<Bytes>>),
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match self.get_mut() {
            Self::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Self::Sent(receiver) => receiver.poll_recv(cx).map(|part| part.map(|part| part.map(Frame::data))),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(bytes) if bytes.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Self::Sent(_) => SizeHint::default(),
        }
    }
}

/// A stretch of a file, read as the client takes it.
pub fn file(file: File, start: u64, len: u64) -> Body {
    let (sender, receiver) = mpsc::channel(1);
    tokio::spawn(async move {
        let (mut file, mut at, mut left) = (Some(file), start, len);
        while left > 0 {
            let Some(open) = file.take() else { return };
            let read = tokio::task::spawn_blocking(move || read(open, at, left.min(CHUNK))).await;
            let part = match read {
                Ok(Ok((same, part))) => {
                    file = Some(same);
                    at += part.len() as u64;
                    left -= part.len() as u64;
                    Ok(part)
                }
                // It was cut short or can't be read: an answer that ends early is seen as broken.
                Ok(Err(error)) => {
                    left = 0;
                    Err(error)
                }
                Err(_) => return,
            };
            if sender.send(part).await.is_err() {
                return;
            }
        }
    });
    Body::Sent(receiver)
}

fn read(mut file: File, at: u64, len: u64) -> io::Result<(File, Bytes)> {
    file.seek(SeekFrom::Start(at))?;
    let mut part = vec![0; len as usize];
    file.read_exact(&mut part)?;
    Ok((file, part.into()))
}
