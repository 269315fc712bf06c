//! Bytes to and from a server, whatever carries them.

use tokio::io::{AsyncRead, AsyncWrite};

/// What carries the bytes: a socket, TLS over one, or a test's pipe.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}
