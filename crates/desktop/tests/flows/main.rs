//! Stories of `patchbayctl`: the real program, a real keychain, real disks.

mod disks;
mod doctor;
mod keychains;
mod support;
