//! JSON that grows where a pointer says.

use serde_json::{Map, Value};

/// Puts a value where the pointer leads, making what is missing on the way. What is
/// there already stays.
pub(crate) fn put(root: &mut Value, pointer: &str, value: Value) {
    let mut here = root;
    for name in names(pointer) {
        here = match name.parse::<usize>() {
            Ok(n) if !here.is_object() => element(here, n),
            _ => member(here, name),
        };
    }
    if here.is_null() {
        *here = value;
    }
}

/// The names on the way.
pub(crate) fn names(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|name| name.replace("~1", "/").replace("~0", "~"))
}

/// The last name on the way.
pub(crate) fn last(pointer: &str) -> String {
    names(pointer).filter(|name| name.parse::<usize>().is_err()).last().unwrap_or_default()
}

fn element(here: &mut Value, n: usize) -> &mut Value {
    if !here.is_array() {
        *here = Value::Array(Vec::new());
    }
    match here {
        Value::Array(list) => {
            if list.len() <= n {
                list.resize(n + 1, Value::Null);
            }
            &mut list[n]
        }
        other => other,
    }
}

fn member(here: &mut Value, name: String) -> &mut Value {
    if !here.is_object() {
        *here = Value::Object(Map::new());
    }
    match here {
        Value::Object(members) => members.entry(name).or_insert(Value::Null),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_several_pointers_name_stands_in_one_answer() {
        let mut root = Value::Null;
        put(&mut root, "/data/0/id", json!(1));
        put(&mut root, "/data/0/name~1full", json!("a"));
        put(&mut root, "/ok", json!(true));
        put(&mut root, "/data/0/id", json!(2));
        assert_eq!(root, json!({"data": [{"id": 1, "name/full": "a"}], "ok": true}));
    }

    #[test]
    fn the_whole_can_be_a_list() {
        let mut root = Value::Null;
        put(&mut root, "", json!([]));
        put(&mut root, "/0/id", json!(1));
        assert_eq!(root, json!([{"id": 1}]));
    }
}
