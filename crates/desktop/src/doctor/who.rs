//! Which program has a port, as far as this account can tell: from the kernel's own list,
//! where there is one, and from the files that processes of ours hold open.

use std::path::Path;

use super::session::Session;

/// Who has a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Who {
    /// We ourselves.
    ThisProgram,
    /// The program of this name.
    Program(String),
    /// Nobody that this account may see.
    Unknown,
}

/// The state of a port that waits for connections, as the kernel writes it.
const LISTENING: &str = "0A";

/// Who waits for connections at this port.
pub(super) fn who_has(session: &Session<'_>, port: u16) -> Who {
    let sockets: Vec<String> = ["/proc/net/tcp", "/proc/net/tcp6"]
        .iter()
        .filter_map(|list| std::fs::read_to_string(session.at(Path::new(list))).ok())
        .flat_map(|list| {
            list.lines().filter_map(|line| listening_at(line, port)).collect::<Vec<_>>()
        })
        .map(|inode| format!("socket:[{inode}]"))
        .collect();
    if sockets.is_empty() {
        return Who::Unknown;
    }
    // We come first: a program that we are just starting still holds all that is ours.
    if holds(&session.at(Path::new("/proc/self")), &sockets) {
        return Who::ThisProgram;
    }
    let processes = std::fs::read_dir(session.at(Path::new("/proc"))).into_iter().flatten();
    let holder = processes.flatten().find(|process| holds(&process.path(), &sockets));
    let name = holder.and_then(|holder| std::fs::read_to_string(holder.path().join("comm")).ok());
    name.map_or(Who::Unknown, |name| Who::Program(name.trim().to_owned()))
}

/// Whether a process has one of these open. Nobody sees what another account has open.
fn holds(process: &Path, sockets: &[String]) -> bool {
    let open = std::fs::read_dir(process.join("fd")).into_iter().flatten();
    open.flatten()
        .filter_map(|file| std::fs::read_link(file.path()).ok())
        .any(|target| sockets.iter().any(|socket| target.as_os_str() == socket.as_str()))
}

/// The inode of what listens at the port, if the line is about that.
fn listening_at(line: &str, port: u16) -> Option<String> {
    let fields: Vec<&str> = line.split_whitespace().collect();
    let (local, state, inode) = (fields.get(1)?, fields.get(3)?, fields.get(9)?);
    let (_, its) = local.rsplit_once(':')?;
    (*state == LISTENING && u16::from_str_radix(its, 16) == Ok(port)).then(|| (*inode).to_owned())
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;
    use crate::doctor::furnished::Furnished;

    impl Furnished {
        /// A process that listens at a port of this computer.
        pub(crate) fn has_port(&self, process: &str, name: &str, port: u16) {
            let list = format!(
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n\
                 0: 0100007F:{port:04X} 00000000:0000 0A 0:0 00:0 0 1000 0 777 1 0 100 0 0 10 0\n"
            );
            self.write("proc/net/tcp", &list);
            self.write(&format!("proc/{process}/comm"), &format!("{name}\n"));
            let open = self.path().join(format!("proc/{process}/fd"));
            std::fs::create_dir_all(&open).unwrap();
            std::os::unix::fs::symlink("socket:[777]", open.join("3")).unwrap();
        }
    }

    #[test]
    fn the_program_that_listens_at_a_port_is_named() {
        let furnished = Furnished::new();
        furnished.has_port("4321", "node", 41811);
        let who = |port| furnished.see(|session| who_has(session, port));
        assert_eq!(who(41811), Who::Program("node".into()));
        assert_eq!(who(41812), Who::Unknown);
    }

    #[test]
    fn this_program_knows_itself_by_the_systems_own_list() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let session = Session { root: Path::new("/"), variable: &|_| None };
        assert_eq!(who_has(&session, port), Who::ThisProgram);
    }

    #[test]
    fn a_line_that_is_no_line_tells_nothing() {
        for line in ["", "0: 0100007F", "0: x:ZZZZ 0:0 0A a b c d e 7"] {
            assert_eq!(listening_at(line, 41811), None, "{line}");
        }
    }
}
