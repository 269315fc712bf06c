//! Stories across programs, without a window.

mod firm_server;
mod store;
