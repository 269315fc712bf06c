//! Conversations with servers that say what a test wants.

mod hostile;
mod imap;
mod looks;
mod script;
mod smtp;
mod tls;
mod waiting;
