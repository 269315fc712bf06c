//! How much of a mail server's time and talk is borne.

use std::time::Duration;

/// The limits of one connection.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The longest that making a connection may take, TLS not counted.
    pub connecting: Duration,
    /// The longest that one command may take, to the last byte of its answer.
    pub answering: Duration,
    /// The longest line that is read, literals not counted. The numbers of all messages
    /// that a search found come in one.
    pub line: usize,
    /// The largest literal that is read: the headers of one message.
    pub literal: usize,
    /// The most that is read as the answer to one command.
    pub answer: usize,
}

impl Default for Limits {
    /// More than any honest server needs for what is asked here.
    fn default() -> Self {
        Self {
            connecting: Duration::from_secs(10),
            answering: Duration::from_secs(60),
            line: 1024 * 1024,
            literal: 64 * 1024,
            answer: 8 * 1024 * 1024,
        }
    }
}
