//! What a firm says of its directory at Microsoft Entra ID, by which its people sign in.

use openidconnect::ClientSecret;
use url::Url;

use super::{ConfigError, Layer, mistake, secret};

/// Where Microsoft’s own cloud says who it is.
const ISSUER: &str = "https://login.microsoftonline.com/{tenant}/v2.0";

/// What stands for the directory in an issuer.
const TENANT: &str = "{tenant}";

/// What Microsoft calls directories of many: by these, anybody could come.
const OF_ANYBODY: [&str; 3] = ["common", "organizations", "consumers"];

/// The directory of personal accounts, which anybody can make.
const PERSONAL: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";

/// The firm's directory, and this server as an app there.
#[derive(Clone)]
pub(crate) struct Entra {
    pub(crate) tenant: String,
    pub(crate) client_id: String,
    /// Prints as nothing.
    pub(crate) client_secret: ClientSecret,
    pub(crate) issuer: Url,
    /// Where the browser comes back to.
    pub(crate) redirect: Url,
}

impl Entra {
    /// All of it, or none. Both other keys are needed beside it: where browsers come back to, and
    /// where the people of the firm are kept.
    pub(super) fn from_layer(
        said: &Layer,
        public_address: Option<&str>,
        keeps_something: bool,
    ) -> Result<Option<Self>, ConfigError> {
        // What is wrong with a key is told before what is missing beside it.
        let tenant = said.entra_tenant.as_deref().map(tenant_id).transpose()?;
        let (itself, file) = (said.entra_client_secret.clone(), &said.entra_client_secret_file);
        let client_secret = secret("entra_client_secret", itself, file.clone())?;
        let (Some(tenant), Some(client_id), Some(client_secret)) =
            (tenant, &said.entra_client_id, client_secret)
        else {
            let others = [&said.entra_client_id, &said.entra_client_secret, &said.entra_issuer];
            let any = said.entra_tenant.is_some()
                || others.iter().any(|key| key.is_some())
                || said.entra_client_secret_file.is_some();
            if !any {
                return Ok(None);
            }
            let what = "entra_tenant, entra_client_id and entra_client_secret_file go together: \
                        set all three, or none";
            return Err(mistake("entra_tenant", what.into()));
        };
        if client_secret.is_empty() {
            return Err(mistake("entra_client_secret", "it is empty".into()));
        }
        let client_id = id(client_id).ok_or_else(|| {
            let what = "it is the Application (client) ID, 32 digits and letters in five groups";
            mistake("entra_client_id", what.into())
        })?;
        let Some(public_address) = public_address else {
            let what = "people come back from Microsoft to public_address: set it too";
            return Err(mistake("entra_tenant", what.into()));
        };
        if !keeps_something {
            let what = "who is in the firm is kept in a database: set database too";
            return Err(mistake("entra_tenant", what.into()));
        }
        let redirect = format!("{public_address}/sign-in/microsoft/callback");
        let redirect = Url::parse(&redirect)
            .map_err(|_| mistake("public_address", "it is not a whole address".into()))?;
        let issuer = issuer(said.entra_issuer.as_deref().unwrap_or(ISSUER), &tenant)?;
        let client_secret = ClientSecret::new(client_secret);
        Ok(Some(Self { tenant, client_id, client_secret, issuer, redirect }))
    }
}

/// The directory's own id. Its names can be given to another one.
fn tenant_id(text: &str) -> Result<String, ConfigError> {
    let wrong = |what: &str| Err(mistake("entra_tenant", what.into()));
    let lower = text.trim().to_ascii_lowercase();
    if OF_ANYBODY.contains(&lower.as_str()) || lower == PERSONAL {
        return wrong(
            "by this one, anybody with an account at Microsoft could come. Name your firm’s own \
             directory: its Directory (tenant) ID",
        );
    }
    match id(&lower) {
        Some(tenant) => Ok(tenant),
        None => wrong("it is the Directory (tenant) ID, 32 digits and letters in five groups"),
    }
}

/// An id as Microsoft writes them, in small letters.
fn id(text: &str) -> Option<String> {
    const GROUPS: [usize; 5] = [8, 4, 4, 4, 12];
    let text = text.trim().to_ascii_lowercase();
    let groups: Vec<&str> = text.split('-').collect();
    let fits = groups.iter().map(|group| group.len()).eq(GROUPS)
        && groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_hexdigit()));
    fits.then_some(text)
}

/// Whoever says who people are: over TLS, or on this machine. It names the directory, so that
/// what it says of another one is not taken for this one's.
fn issuer(text: &str, tenant: &str) -> Result<Url, ConfigError> {
    let wrong = |what: &str| mistake("entra_issuer", what.into());
    let text = text.trim().replace(TENANT, tenant);
    let url = Url::parse(&text).map_err(|_| wrong("it is not a whole address"))?;
    let local = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    if url.scheme() != "https" && !(url.scheme() == "http" && local) {
        return Err(wrong("it has to begin with https://"));
    }
    let bare = url.username().is_empty() && url.password().is_none();
    if !bare || url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("it has no name, no password, no ? and no #"));
    }
    if !text.to_ascii_lowercase().contains(tenant) {
        return Err(wrong("it has the directory’s ID in it, or {tenant} in its place"));
    }
    Ok(url)
}
