//! The same tree, written as XML.

use std::fmt::Write;

use serde_json::Value;

use crate::page::escaped;

/// Every member becomes an element of its name, every item of a list one more of them.
pub(super) fn document(root: &Value) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    content(&mut out, root);
    out
}

fn content(out: &mut String, value: &Value) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let items = match value {
                    Value::Array(items) => items.as_slice(),
                    one => std::slice::from_ref(one),
                };
                for item in items {
                    let _ = write!(out, "<{name}>");
                    content(out, item);
                    let _ = write!(out, "</{name}>");
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| content(out, item)),
        Value::String(text) => out.push_str(&escaped(text)),
        Value::Null => {}
        other => {
            let _ = write!(out, "{other}");
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn members_become_elements_and_lists_repeat_them() {
        // In the order of the alphabet, which is that of a map wherever one is built.
        let text = document(&json!({"merchant": {"id": [1, 2], "name": "A & B"}}));
        assert!(text.ends_with("<merchant><id>1</id><id>2</id><name>A &amp; B</name></merchant>"));
    }
}
