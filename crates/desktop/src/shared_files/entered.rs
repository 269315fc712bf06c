//! What the trail says of a file: its digest, and its hosts to the last one.

use patchbay_store::audit::Detail;

/// As much as one value of an entry holds, and a little less.
const LONGEST: usize = 200;

/// Several values hold the hosts of a file that has many. What is behind them all is counted.
const HOSTS: [&str; 6] = ["hosts", "hosts 2", "hosts 3", "hosts 4", "hosts 5", "hosts 6"];

pub(super) fn detail(digest: &str, hosts: &[String]) -> Detail {
    let mut detail = Detail::new().text("digest", &in_groups(digest));
    let mut hosts = hosts.iter().peekable();
    for name in HOSTS {
        let mut line = String::new();
        while let Some(host) =
            hosts.next_if(|host| line.is_empty() || line.len() + host.len() < LONGEST)
        {
            let comma = if line.is_empty() { "" } else { ", " };
            line.push_str(comma);
            line.push_str(host);
        }
        if !line.is_empty() {
            detail = detail.text(name, &line);
        }
    }
    match hosts.count() {
        0 => detail,
        more => detail.count("more hosts", more as u64),
    }
}

/// A digest in groups, since a word as long as that has the shape of a secret.
fn in_groups(digest: &str) -> String {
    let groups: Vec<_> = (0..8).filter_map(|n| digest.get(8 * n..8 * (n + 1))).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_host_is_entered_and_what_is_too_many_is_counted() {
        let hosts = |count: usize| -> Vec<String> {
            (0..count).map(|n| format!("host-{n}.of-a-service.example")).collect()
        };
        let entered = |count| format!("{:?}", detail(&"0123abcd".repeat(8), &hosts(count)));
        let few = entered(20);
        assert!(few.contains("0123abcd 0123abcd") && !few.contains("more hosts"), "{few}");
        for host in hosts(20) {
            assert!(few.contains(&host), "{host}: {few}");
        }
        assert!(entered(100).contains("more hosts"));
    }
}
