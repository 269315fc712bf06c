//! Which port is taken, and on which addresses of this computer.
//!
//! A browser that is sent to `localhost` may come by either address. A port that another
//! program has on one of the two would send it there, code and all: such a port is taken.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

use super::LoopbackTrouble;

/// How often any free port is asked for. It is free on the one address and seldom taken on
/// the other.
const TRIES: usize = 16;

/// What the provider calls this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// `127.0.0.1`.
    Address,
    /// `localhost`.
    Localhost,
}

/// A port, on each address that the name may mean.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) listeners: Vec<TcpListener>,
    pub(super) port: u16,
}

/// Why a port is not opened.
enum Closed {
    /// Somebody else has it, or keeps it.
    Taken,
    /// This computer has none of the addresses.
    NoAddress(io::Error),
}

impl Name {
    /// As the file wants it.
    pub(super) fn wanted(host: Option<&str>) -> Option<Self> {
        match host {
            None | Some("127.0.0.1") => Some(Self::Address),
            Some("localhost") => Some(Self::Localhost),
            Some(_) => None,
        }
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Address => "127.0.0.1",
            Self::Localhost => "localhost",
        }
    }

    fn addresses(self) -> &'static [IpAddr] {
        const BOTH: [IpAddr; 2] =
            [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)];
        match self {
            Self::Address => &BOTH[..1],
            Self::Localhost => &BOTH,
        }
    }
}

/// Opens the first of these ports that is free, or any when there are none.
pub(super) fn open(
    name: Name,
    ports: &[u16],
    bind: &dyn Fn(SocketAddr) -> io::Result<TcpListener>,
) -> Result<Opened, LoopbackTrouble> {
    const ANY: [u16; TRIES] = [0; TRIES];
    let wanted = if ports.is_empty() { &ANY } else { ports };
    for port in wanted {
        match open_one(name.addresses(), *port, bind) {
            Ok(opened) => return Ok(opened),
            Err(Closed::Taken) => {}
            Err(Closed::NoAddress(error)) => return Err(LoopbackTrouble::NoPort(error)),
        }
    }
    if ports.is_empty() {
        return Err(LoopbackTrouble::NoPort(ErrorKind::AddrInUse.into()));
    }
    Err(LoopbackTrouble::AllTaken(ports.to_vec()))
}

/// Opens this port on every address that this computer has.
fn open_one(
    addresses: &[IpAddr],
    wanted: u16,
    bind: &dyn Fn(SocketAddr) -> io::Result<TcpListener>,
) -> Result<Opened, Closed> {
    let mut opened = Opened { listeners: Vec::new(), port: wanted };
    let mut missing = io::Error::from(ErrorKind::AddrNotAvailable);
    for address in addresses {
        let bound = bind(SocketAddr::new(*address, opened.port))
            .and_then(|listener| Ok((listener.local_addr()?.port(), listener)));
        match bound {
            Ok((port, listener)) => {
                opened.port = port;
                opened.listeners.push(listener);
            }
            Err(error)
                if matches!(error.kind(), ErrorKind::AddrInUse | ErrorKind::PermissionDenied) =>
            {
                return Err(Closed::Taken);
            }
            // Without IPv6, or without IPv4, the other one will do.
            Err(error) => missing = error,
        }
    }
    if opened.listeners.is_empty() { Err(Closed::NoAddress(missing)) } else { Ok(opened) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bind(address: SocketAddr) -> io::Result<TcpListener> {
        TcpListener::bind(address)
    }

    fn addresses(opened: &Opened) -> Vec<IpAddr> {
        opened.listeners.iter().map(|l| l.local_addr().unwrap().ip()).collect()
    }

    #[test]
    fn only_this_computers_own_names_lead_here() {
        assert_eq!(Name::wanted(None), Some(Name::Address));
        assert_eq!(Name::wanted(Some("127.0.0.1")), Some(Name::Address));
        assert_eq!(Name::wanted(Some("localhost")), Some(Name::Localhost));
        for other in ["0.0.0.0", "LOCALHOST", "evil.example", ""] {
            assert_eq!(Name::wanted(Some(other)), None, "{other}");
        }
    }

    #[test]
    fn a_computer_with_one_of_the_two_addresses_is_reached_by_that_one() {
        for missing in [IpAddr::from(Ipv4Addr::LOCALHOST), IpAddr::from(Ipv6Addr::LOCALHOST)] {
            let without = |address: SocketAddr| match address.ip() == missing {
                true => Err(ErrorKind::AddrNotAvailable.into()),
                false => bind((Ipv4Addr::LOCALHOST, address.port()).into()),
            };
            let opened = open(Name::Localhost, &[], &without).unwrap();
            assert_eq!(opened.listeners.len(), 1, "without {missing}");
        }
        let none = |_| Err(ErrorKind::AddrNotAvailable.into());
        let trouble = open(Name::Localhost, &[41811], &none).unwrap_err();
        assert!(matches!(trouble, LoopbackTrouble::NoPort(_)), "{trouble}");
    }

    #[test]
    fn a_port_that_another_program_has_on_the_other_address_is_passed_over() {
        let free = bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
        let half = |address: SocketAddr| match address {
            SocketAddr::V4(_) => free.try_clone(),
            SocketAddr::V6(_) => Err(ErrorKind::AddrInUse.into()),
        };
        let trouble = open(Name::Localhost, &[41811, 41812], &half).unwrap_err();
        assert_eq!(
            trouble.to_string(),
            "other programs on this computer use each of the ports 41811 41812"
        );
        let trouble = open(Name::Localhost, &[], &half).unwrap_err();
        assert!(matches!(trouble, LoopbackTrouble::NoPort(_)), "{trouble}");
    }

    #[test]
    fn a_number_stands_for_this_computer_by_its_own_address_alone() {
        let opened = open(Name::Address, &[], &bind).unwrap();
        assert_eq!(addresses(&opened), [IpAddr::from(Ipv4Addr::LOCALHOST)]);
    }
}
