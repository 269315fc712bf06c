//! What comes back, honest and otherwise.

use super::*;

fn provider(id: &str) -> Provider {
    patchbay_providers::catalogue().into_iter().find(|one| one.id == id).unwrap()
}

fn oauth(provider: &Provider) -> OAuth {
    provider.sign_in.iter().find_map(|one| one.oauth()).unwrap().clone()
}

fn checked(id: &str, query: &str) -> Result<Allowed, CallbackError> {
    let provider = provider(id);
    Returned::read(query)?.check(&provider, &oauth(&provider))
}

#[test]
fn a_code_comes_with_the_values_of_the_file() {
    let allowed = checked("quickbooks_online", "code=c&state=s&realmId=4620816365").unwrap();
    assert_eq!(allowed.code.expose_secret(), "c");
    assert_eq!(allowed.values["realm_id"], "4620816365");
    assert_eq!(allowed.named["realmId"], "4620816365");
}

#[test]
fn a_value_that_is_not_what_it_should_be_is_refused() {
    let wrong = CallbackError::Wrong("realmId".into());
    for value in ["..%2F..%2Fadmin", "12/34", "a"] {
        let query = format!("code=c&state=s&realmId={value}");
        assert_eq!(checked("quickbooks_online", &query).unwrap_err(), wrong, "{value}");
    }
    let missing = CallbackError::Missing("realmId".into());
    assert_eq!(checked("quickbooks_online", "code=c&state=s").unwrap_err(), missing);
}

#[test]
fn a_region_that_the_file_does_not_list_chooses_no_host() {
    let zoho = provider("zoho_mail");
    let wanted = oauth(&zoho).callback_value;
    let region = wanted.iter().find(|value| !value.allowed.is_empty()).unwrap();
    let query = |value: &str| {
        let mut query = url::form_urlencoded::Serializer::new("code=c&state=s".to_owned());
        for other in wanted.iter().filter(|other| other.required && other.name != region.name) {
            query.append_pair(&other.name, &other.allowed[0]);
        }
        query.append_pair(&region.name, value).finish()
    };
    let allowed = checked("zoho_mail", &query(&region.allowed[0])).unwrap();
    assert_eq!(allowed.values[&region.keep_as], region.allowed[0]);
    let wrong = CallbackError::Wrong(region.name.clone());
    assert_eq!(checked("zoho_mail", &query("evil.example")).unwrap_err(), wrong);
}

#[test]
fn a_no_is_a_no_in_the_providers_words() {
    let query = "error=access_denied&error_description=They+said+no&state=s";
    let Err(CallbackError::Refused(refusal)) = checked("xero", query) else {
        panic!("a no is no yes")
    };
    assert_eq!(refusal.code.as_deref(), Some("access_denied"));
    assert_eq!(refusal.said, "They said no");
}

#[test]
fn a_no_that_is_explained_in_several_lines_is_still_a_no() {
    let query =
        "error=access_denied&error_description=AADSTS65004%3a+No.%0d%0aTrace+ID%3a+1&state=s";
    let Err(CallbackError::Refused(refusal)) = checked("outlook_mail", query) else {
        panic!("a no is no yes")
    };
    assert!(refusal.said.contains("AADSTS65004"), "{}", refusal.said);
}

#[test]
fn an_answer_is_for_the_attempt_whose_state_it_brings_and_for_no_other() {
    let state = Secret::new("right".to_owned());
    let answers = |query: &str| Returned::read(query).unwrap().answers(&state);
    assert!(answers("code=c&state=right"));
    for other in ["state=wrong", "state=righ", "state=rightt", "state=", "code=c"] {
        assert!(!answers(other), "{other}");
    }
    assert!(!Returned::read("state=").unwrap().answers(&Secret::new(String::new())));
}

#[test]
fn an_answer_that_nobody_honest_sends_is_not_used() {
    use CallbackError::{CodeAndError, Neither, NoState, TooLong, Twice, Unreadable};
    let refused = |query: &str| checked("xero", query).unwrap_err();
    assert_eq!(refused("code=a&code=b&state=s"), Twice("code".into()));
    assert_eq!(refused("code=a&state=s&iss=x&iss=y"), Twice("iss".into()));
    assert_eq!(refused("code=a&error=no&state=s"), CodeAndError);
    assert_eq!(refused("code=&state=s"), Neither);
    assert_eq!(refused("code=a%00b&state=s"), Unreadable);
    assert_eq!(refused("code=%ff&state=s"), Unreadable);
    assert_eq!(refused(&format!("code={}", "a".repeat(64 * 1024))), TooLong);
    assert_eq!(Returned::read("code=a").unwrap().state().unwrap_err(), NoState);
    assert_eq!(Returned::read("code=a&state=").unwrap().state().unwrap_err(), NoState);
    assert!(checked("xero", "code=a|b&state=s").is_ok(), "a bar is a letter like others");
}

#[test]
fn a_provider_that_names_itself_in_its_answers_must() {
    let xero = provider("xero");
    let mut oauth = oauth(&xero);
    oauth.issuer = Some("https://identity.example".into());
    let check = |query: &str| Returned::read(query).unwrap().check(&xero, &oauth).map(drop);
    let other = Err(CallbackError::OtherIssuer("https://identity.example".into()));
    assert_eq!(check("code=c&state=s"), other);
    assert_eq!(check("error=access_denied&state=s"), other);
    assert_eq!(check("code=c&state=s&iss=https://identity.example/"), other);
    assert_eq!(check("code=c&state=s&iss=https%3A%2F%2Fidentity.example"), Ok(()));
}
