//! By a port of this computer. What must not end the waiting comes by first, and the
//! answer after it.

mod house;
mod ports;
mod strangers;
mod waiting;
