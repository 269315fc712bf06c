//! What a form, or a permission and its file, say of a mailbox's servers, and of who signs
//! in there.

use patchbay_gateway::Values;
use patchbay_mail::{Login, MailError, Opens, Protection, Server};
use patchbay_providers::SignIn;
use patchbay_providers::sign_in::{How, MailServer, OAuth};
use patchbay_vault::Secret;

/// The place of the address of a mailbox that a permission opens, as it is in a form.
pub const ADDRESS: &str = "email";

/// Where a mailbox is, and what opens it.
#[derive(Debug)]
pub struct Servers {
    /// Where mail is read from.
    pub incoming: Option<(Server, Login)>,
    /// Where mail is sent by.
    pub outgoing: Option<(Server, Login)>,
}

impl Servers {
    /// Those of this form, filled in like this, or of this permission. None of what is no
    /// mailbox's.
    ///
    /// # Errors
    /// When a port is none.
    pub fn of(form: &SignIn, values: &Values) -> Result<Self, MailError> {
        let mailbox = match &form.how {
            How::Mailbox(mailbox) => mailbox,
            How::OAuth(OAuth { mailbox: Some(mailbox), .. }) => {
                return Ok(Self {
                    incoming: by_token(mailbox.incoming.as_ref(), values)?,
                    outgoing: by_token(mailbox.outgoing.as_ref(), values)?,
                });
            }
            _ => return Ok(Self { incoming: None, outgoing: None }),
        };
        let in_groups = shown_in_groups(form);
        let reading = Words { place: "imap", user: &["username"], password: &["password"] };
        let sending = Words {
            place: "smtp",
            user: &["smtp_username", "username"],
            password: &["smtp_password", "password"],
        };
        Ok(Self {
            incoming: of(mailbox.incoming.as_ref(), values, &reading, in_groups)?,
            outgoing: of(mailbox.outgoing.as_ref(), values, &sending, in_groups)?,
        })
    }
}

/// A server that a token opens: the file names it.
fn by_token(
    file: Option<&MailServer>,
    values: &Values,
) -> Result<Option<(Server, Login)>, MailError> {
    let Some(file) = file else { return Ok(None) };
    let text = |place| values.get(place).unwrap_or_default().to_owned();
    let host = file.host.clone().ok_or(MailError::Unusable("server"))?;
    let opens = Opens::Token(Secret::new(text("access_token")));
    let server = Server { host, port: file.port, protection: file.security.into() };
    Ok(Some((server, Login { user: text(ADDRESS), opens })))
}

/// Which fields of the form speak of one of the two.
struct Words<'a> {
    place: &'a str,
    user: &'a [&'a str],
    password: &'a [&'a str],
}

fn of(
    file: Option<&MailServer>,
    values: &Values,
    words: &Words<'_>,
    in_groups: bool,
) -> Result<Option<(Server, Login)>, MailError> {
    let Some(file) = file else { return Ok(None) };
    let filled = |name: &str| values.get(name).filter(|value| !value.is_empty());
    let first = |names: &[&str]| names.iter().find_map(|name| filled(name)).map(str::to_owned);
    let typed = |what: &str| filled(&format!("{}_{what}", words.place)).map(str::to_owned);
    let port = match typed("port") {
        None => file.port,
        Some(port) => {
            port.parse().ok().filter(|port| *port > 0).ok_or(MailError::Unusable("port"))?
        }
    };
    let protection = match typed("security").as_deref() {
        Some("start_tls") => Protection::StartTls,
        Some(_) => Protection::Tls,
        None => file.security.into(),
    };
    let host = file.host.clone().or_else(|| typed("host")).ok_or(MailError::Unusable("server"))?;
    let user = first(words.user).or_else(|| filled("email").map(str::to_owned));
    let password = first(words.password).unwrap_or_default();
    let password = if in_groups { without_groups(password) } else { password };
    let opens = Opens::Password(Secret::new(password));
    let login = Login { user: user.unwrap_or_default(), opens };
    Ok(Some((Server { host, port, protection }, login)))
}

/// Whether the vendor shows its passwords in groups: then the blanks between are not meant.
fn shown_in_groups(form: &SignIn) -> bool {
    let field = form.field.iter().find(|field| field.id == "password");
    field.and_then(|field| field.example.as_ref()).is_some_and(|example| example.contains(' '))
}

fn without_groups(password: String) -> String {
    let groups: Vec<&str> = password.split(' ').collect();
    let is_group = |group: &&str| group.len() == 4 && group.chars().all(char::is_alphabetic);
    if groups.len() == 4 && groups.iter().all(is_group) { groups.concat() } else { password }
}

#[cfg(test)]
mod tests {
    use patchbay_providers::sign_in::How;

    use super::*;

    fn servers(provider: &str, values: &[(&str, &str)]) -> Result<Servers, MailError> {
        let all = patchbay_providers::catalogue();
        let found = all.iter().find(|one| one.id == provider).unwrap();
        let form = found.sign_in.iter().find(|way| matches!(way.how, How::Mailbox(_)));
        let values = values.iter().map(|(name, value)| (name.to_string(), value.to_string()));
        Servers::of(form.unwrap(), &values.collect())
    }

    fn secret(login: &Login) -> &str {
        match &login.opens {
            Opens::Password(secret) | Opens::Token(secret) => secret.expose_secret(),
        }
    }

    #[test]
    fn a_known_provider_needs_address_and_password_alone() {
        let typed = [("email", "a@yahoo.com"), ("password", "abcd efgh ijkl mnop")];
        let found = servers("yahoo_mail", &typed).unwrap();
        let (server, login) = found.incoming.unwrap();
        assert_eq!((server.host.as_str(), server.port), ("imap.mail.yahoo.com", 993));
        assert_eq!((login.user.as_str(), secret(&login)), ("a@yahoo.com", "abcdefghijklmnop"));
        assert_eq!(found.outgoing.unwrap().0.port, 465);
    }

    #[test]
    fn what_was_typed_says_where_and_who_and_sending_may_be_somebody_else() {
        let typed = [
            ("email", "a@firm.example"),
            ("username", "a"),
            ("password", "four word pass here"),
            ("imap_host", "mail.firm.example"),
            ("imap_port", "143"),
            ("imap_security", "start_tls"),
            ("smtp_host", "out.firm.example"),
            ("smtp_username", "b"),
            ("smtp_password", "other"),
        ];
        let found = servers("imap_smtp", &typed).unwrap();
        let (server, login) = found.incoming.unwrap();
        let expected = Server {
            host: "mail.firm.example".into(),
            port: 143,
            protection: Protection::StartTls,
        };
        assert_eq!(server, expected);
        assert_eq!((login.user.as_str(), secret(&login)), ("a", "four word pass here"));
        let (server, login) = found.outgoing.unwrap();
        assert_eq!((server.host.as_str(), server.port), ("out.firm.example", 465));
        assert_eq!((login.user.as_str(), secret(&login)), ("b", "other"));
    }

    #[test]
    fn a_token_opens_the_servers_of_the_file_in_the_name_of_the_account() {
        let all = patchbay_providers::catalogue();
        let outlook = all.iter().find(|one| one.id == "outlook_mail").unwrap();
        let way = outlook.sign_in.iter().find(|way| way.mailbox().is_some()).unwrap();
        let values = [(ADDRESS, "a@firm.example"), ("access_token", "canary")];
        let values = values.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let found = Servers::of(way, &values.into_iter().collect()).unwrap();
        assert!(!format!("{found:?}").contains("canary"));
        for (server, login) in [found.incoming.unwrap(), found.outgoing.unwrap()] {
            assert!(matches!(login.opens, Opens::Token(_)), "{}", server.host);
            assert_eq!((login.user.as_str(), secret(&login)), ("a@firm.example", "canary"));
        }
        let without = Servers::of(&outlook.sign_in[0], &Values::default()).unwrap();
        assert!(without.incoming.is_none(), "calls read no mailbox");
    }

    #[test]
    fn one_that_only_sends_has_no_server_to_read_from_and_a_port_is_a_number() {
        let typed = [("email", "a@firm.example"), ("smtp_host", "out.firm.example")];
        let found = servers("smtp", &typed).unwrap();
        assert!(found.incoming.is_none() && found.outgoing.is_some());
        let typed = [("smtp_host", "out.firm.example"), ("smtp_port", "all")];
        assert!(matches!(servers("smtp", &typed), Err(MailError::Unusable("port"))));
    }
}
