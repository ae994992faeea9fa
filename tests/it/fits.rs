//! Whether a value fits a JSON Schema. Knows the keywords that the schemas of the program use, and refuses others.

#![expect(clippy::unwrap_used, reason = "a schema that is none fails the test")]

use serde_json::{Map, Value};

/// What in a value breaks a schema, a line each.
pub(crate) fn faults(schema: &Value, value: &Value) -> Vec<String> {
    below(schema, schema, value, "")
}

/// The same of a part of a schema and of a value, at a path.
fn below(root: &Value, schema: &Value, value: &Value, path: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let Value::Object(keywords) = schema else { panic!("{path}: {schema} is no schema") };
    for (keyword, wanted) in keywords {
        match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "format" | "default" => {}
            "$ref" => {
                let target = wanted.as_str().unwrap().trim_start_matches('#');
                faults.extend(below(root, root.pointer(target).unwrap(), value, path));
            }
            "type" => {
                let kinds = wanted.as_array().cloned().unwrap_or_else(|| vec![wanted.clone()]);
                if !kinds.iter().any(|kind| is_of(kind.as_str().unwrap(), value)) {
                    faults.push(format!("{path}: not of type {wanted}"));
                }
            }
            "enum" => {
                if !wanted.as_array().unwrap().contains(value) {
                    faults.push(format!("{path}: {value} is none of {wanted}"));
                }
            }
            "pattern" => {
                let wanted = wanted.as_str().unwrap();
                let pattern = regex::Regex::new(wanted).unwrap();
                if value.as_str().is_some_and(|text| !pattern.is_match(text)) {
                    faults.push(format!("{path}: {value} does not match {wanted}"));
                }
            }
            "minimum" | "maximum" => {
                let beyond = |number: f64| match keyword.as_str() {
                    "minimum" => number < wanted.as_f64().unwrap(),
                    _ => number > wanted.as_f64().unwrap(),
                };
                if value.as_f64().is_some_and(beyond) {
                    faults.push(format!("{path}: {value}, {keyword} {wanted}"));
                }
            }
            "minItems" | "maxItems" => {
                let count = value.as_array().map(Vec::len);
                let bound = usize::try_from(wanted.as_u64().unwrap()).unwrap();
                let beyond =
                    |count| if keyword == "minItems" { count < bound } else { count > bound };
                if count.is_some_and(beyond) {
                    faults.push(format!("{path}: {keyword} {wanted}"));
                }
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    faults.extend(below(root, wanted, item, &format!("{path}[{index}]")));
                }
            }
            "anyOf" => {
                let any = wanted.as_array().unwrap();
                let of_each: Vec<Vec<String>> =
                    any.iter().map(|one| below(root, one, value, path)).collect();
                if of_each.iter().all(|faults| !faults.is_empty()) {
                    faults.push(format!("{path}: fits none of {}: {of_each:?}", any.len()));
                }
            }
            "required" => {
                let keys = wanted.as_array().unwrap().iter().map(|key| key.as_str().unwrap());
                let lacks = keys.filter(|key| value.is_object() && value.get(key).is_none());
                faults.extend(lacks.map(|key| format!("{path}.{key}: is missing")));
            }
            "dependentRequired" => faults.extend(alone(wanted.as_object().unwrap(), value, path)),
            "properties" => faults.extend(of_keys(root, wanted.as_object().unwrap(), value, path)),
            "additionalProperties" => faults.extend(of_others(root, schema, value, path)),
            other => panic!("`{other}` is not known here"),
        }
    }
    faults
}

/// Keys that stand without another one that they lean on.
fn alone(leans: &Map<String, Value>, value: &Value, path: &str) -> Vec<String> {
    let there = leans.iter().filter(|(key, _)| value.get(key.as_str()).is_some());
    let asked = there.flat_map(|(key, others)| {
        others.as_array().unwrap().iter().map(move |other| (key, other.as_str().unwrap()))
    });
    let lacks = asked.filter(|(_, other)| value.get(other).is_none());
    lacks.map(|(key, other)| format!("{path}.{key}: without {other}")).collect()
}

fn of_keys(root: &Value, known: &Map<String, Value>, value: &Value, path: &str) -> Vec<String> {
    let keys = value.as_object().into_iter().flatten();
    let known = keys.filter_map(|(key, value)| Some((key, known.get(key)?, value)));
    known
        .flat_map(|(key, schema, value)| below(root, schema, value, &format!("{path}.{key}")))
        .collect()
}

fn of_others(root: &Value, schema: &Value, value: &Value, path: &str) -> Vec<String> {
    let known = |key: &str| schema["properties"].get(key).is_some();
    let others = value.as_object().into_iter().flatten().filter(|(key, _)| !known(key));
    others
        .flat_map(|(key, value)| match &schema["additionalProperties"] {
            Value::Bool(false) => vec![format!("{path}.{key}: not a key")],
            schema => below(root, schema, value, &format!("{path}.{key}")),
        })
        .collect()
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("`{other}` is no type"),
    }
}
