//! This computer's environment, as far as keys are taken from it.

use std::fmt;
use std::sync::Arc;

use patchbay_gateway::Values;
use patchbay_providers::sign_in::How;
use patchbay_providers::{Provider, SignIn};

/// Says what a variable holds.
type Read = dyn Fn(&str) -> Option<String> + Send + Sync;

/// Where variables of the environment are read.
#[derive(Clone)]
pub struct Environment(Arc<Read>);

/// A key of the environment.
#[derive(Debug, Clone)]
pub(super) struct FromEnvironment {
    pub(super) sign_in: String,
    pub(super) values: Values,
    /// Where they are from.
    pub(super) variables: Vec<String>,
}

impl Environment {
    /// The one that this program was started in.
    #[must_use]
    pub fn of_this_process() -> Self {
        Self::of(|name| std::env::var(name).ok())
    }

    /// None: in a practice firm nothing real is used.
    #[must_use]
    pub fn empty() -> Self {
        Self::of(|_| None)
    }

    /// One that says what each variable holds.
    pub fn of(read: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Self(Arc::new(read))
    }

    /// The key that it has for this provider, if it has all that one of its ways needs.
    pub(super) fn key_of(&self, provider: &Provider) -> Option<FromEnvironment> {
        provider.sign_in.iter().find_map(|way| self.key(way))
    }

    fn key(&self, way: &SignIn) -> Option<FromEnvironment> {
        if !matches!(way.how, How::Key(_)) {
            return None;
        }
        let (mut values, mut variables) = (Values::default(), Vec::new());
        for field in &way.field {
            let variable = field.environment_variable.as_ref();
            let found = variable.and_then(|name| Some((name, self.value(name)?)));
            match (found, &field.default) {
                (Some((name, value)), _) => {
                    values.set(&field.id, value);
                    variables.push(name.clone());
                }
                (None, Some(default)) => values.set(&field.id, default.clone()),
                (None, None) if field.optional => {}
                (None, None) => return None,
            }
        }
        let is_any = !variables.is_empty();
        is_any.then(|| FromEnvironment { sign_in: way.id.clone(), values, variables })
    }

    fn value(&self, name: &str) -> Option<String> {
        let value = (self.0)(name)?;
        let value = value.trim();
        (!value.is_empty()).then(|| value.to_owned())
    }
}

/// What is in it is nobody's business.
impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Environment")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_of(provider: &str, set: &'static [(&'static str, &'static str)]) -> Option<Vec<String>> {
        let all = patchbay_providers::catalogue();
        let provider = all.into_iter().find(|one| one.id == provider)?;
        let value = |name: &str| set.iter().find(|(set, _)| *set == name).map(|(_, v)| (*v).into());
        let key = Environment::of(value).key_of(&provider)?;
        assert!(!format!("{key:?}").contains("canary"));
        Some(key.variables)
    }

    #[test]
    fn a_key_is_there_when_all_that_is_needed_is_and_a_blank_is_nothing() {
        let found = key_of("openai", &[("OPENAI_API_KEY", "canary")]);
        assert_eq!(found, Some(vec!["OPENAI_API_KEY".to_owned()]));
        let both = key_of("openai", &[("OPENAI_API_KEY", "a"), ("OPENAI_PROJECT_ID", "b")]);
        assert_eq!(both.map(|all| all.len()), Some(2));
        assert_eq!(key_of("openai", &[("OPENAI_PROJECT_ID", "b")]), None);
        assert_eq!(key_of("openai", &[("OPENAI_API_KEY", " ")]), None);
        assert_eq!(key_of("openai", &[("MISTRAL_API_KEY", "a")]), None);
    }
}
