//! A trigger that only computes one column from the others.

use lockstep_syntax::lexer::{Lexer, TokenKind};
use lockstep_syntax::tree::{StatementKind, TriggerTiming, Volatility};

use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::builtin_volatility;
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "trigger-computes-column",
    severity: Severity::Advice,
    occasion: Occasion::Always,
    title: page!("A trigger only computes one column from the others of its row"),
    docs: page!(
        "\
From PostgreSQL 12 on a generated column does that without a function: nobody can \
forget it, disable it or write past it. On a new table it costs nothing. On a table \
with rows a STORED one rewrites all of them while reads and writes wait, which no zero \
downtime survives; on 18 a VIRTUAL one is computed when it is read and rewrites nothing.

On a large table before 18 keep the trigger, or plan the rewrite."
    ),
    versions: "12-18",
    source: citation::GENERATED_COLUMNS,
    hazards: page!(&["S2"]),
    bad: page!(&[
        example(
            "CREATE FUNCTION total() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.total := NEW.price * NEW.amount; RETURN NEW; END $$;\n\
             CREATE TRIGGER total BEFORE INSERT OR UPDATE ON lines FOR EACH ROW EXECUTE FUNCTION total();"
        ),
        example(
            "CREATE FUNCTION total() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.total := NEW.price * NEW.amount; RETURN NEW; END $$;\n\
             CREATE TRIGGER total BEFORE INSERT OR UPDATE ON lines FOR EACH ROW EXECUTE FUNCTION total();"
        )
        .on(18),
    ]),
    good: page!(&[
        example(
            "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated_at := now(); RETURN NEW; END $$;\n\
             CREATE TRIGGER touch BEFORE UPDATE ON lines FOR EACH ROW EXECUTE FUNCTION touch();"
        ),
        example(
            "CREATE FUNCTION tidy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.email := lower(NEW.email); RETURN NEW; END $$;\n\
             CREATE TRIGGER tidy BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION tidy();"
        ),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::CreateTrigger(create) = &context.statement.kind else {
        return Vec::new();
    };
    let catalog = context.catalog();
    let major = context.situation.major;
    if !create.for_each_row
        || create.timing != TriggerTiming::Before
        || create.condition.is_some()
        || major < 12
        || context.effects.fails.is_some()
    {
        return Vec::new();
    }
    let function = catalog.resolve(&create.function);
    let Some((column, expression)) = catalog
        .functions
        .get(&function)
        .filter(|known| known.language == "plpgsql")
        .and_then(|known| computed(&known.body, major))
    else {
        return Vec::new();
    };
    let table = catalog.resolve(&create.table);
    let action = if catalog.is_new(&table) {
        let storage = if major >= 18 { "" } else { " STORED" };
        format!(
            "Declare {column} GENERATED ALWAYS AS ({expression}){storage}, and leave the trigger away."
        )
    } else if major >= 18 {
        format!("Make {column} GENERATED ALWAYS AS ({expression}) VIRTUAL, which rewrites nothing.")
    } else {
        format!(
            "On a small table make {column} GENERATED ALWAYS AS ({expression}) STORED; on a large one keep the trigger, because that rewrites every row while reads and writes wait."
        )
    };
    vec![Hit {
        span: context.statement.span,
        title: format!("The trigger only computes {table}.{column}."),
        what: format!("{function}() sets {column} from other columns of its row and does nothing else, which a generated column does by itself."),
        why: "A trigger runs a function for every row, can be disabled, and says nothing in the table's definition.".to_owned(),
        action,
        relations: vec![table],
        ..Hit::default()
    }]
}

/// The column and the expression, where a body is `BEGIN NEW.column :=
/// expression; RETURN NEW; END` and the expression follows from other columns
/// alone.
fn computed(body: &str, major: u8) -> Option<(String, String)> {
    let tokens: Vec<_> = Lexer::new(body)
        .filter(|token| !token.is_trivia())
        .collect();
    let word = |at: usize| {
        tokens
            .get(at)
            .map_or("", |it| it.span.of(body))
            .to_ascii_lowercase()
    };
    let begins = ["begin", "new", "."];
    if (0..3).any(|at| word(at) != begins[at]) || !matches!(&*word(4), ":=" | "=") {
        return None;
    }
    let column = word(3);
    let end = tokens
        .iter()
        .position(|token| token.kind == TokenKind::Semicolon)?;
    let rest: Vec<String> = (end + 1..tokens.len()).map(word).collect();
    let last = ["return", "new", ";", "end", ";"];
    if rest.len() < 4 || rest.iter().zip(last).any(|(it, last)| it != last) || rest.len() > 5 {
        return None;
    }
    let mut reads = false;
    for (at, token) in tokens.iter().enumerate().take(end).skip(5) {
        let text = word(at);
        let calls = word(at + 1) == "(" && token.kind == TokenKind::Word;
        match &*text {
            "new" if word(at + 1) == "." => {
                reads = true;
                if word(at + 2) == column {
                    return None;
                }
            }
            "coalesce" | "nullif" | "greatest" | "least" => {}
            "select" | "old" => return None,
            other
                if other.starts_with("tg_")
                    || other.starts_with("current_")
                    || other.starts_with("local") =>
            {
                return None;
            }
            other if calls && builtin_volatility(other, major) != Some(Volatility::Immutable) => {
                return None;
            }
            _ => {}
        }
    }
    let (first, behind) = (tokens.get(5)?.span.start, tokens[end].span.start);
    let expression = body.get(first as usize..behind as usize)?.trim();
    let expression = expression.replace("NEW.", "").replace("new.", "");
    reads.then_some((column, expression))
}
