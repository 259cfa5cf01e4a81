// CodeMirror 6 behind one small module: `mount` and what it returns. Offsets
// are UTF-16 code units, lines end with "\n".
//
// The view lives in a shadow root. There CodeMirror keeps its styles in
// adopted style sheets, where the page's Content-Security-Policy
// (`style-src 'self'`) lets them be.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { PostgreSQL, sql } from "@codemirror/lang-sql";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState, RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  drawSelection,
  EditorView,
  gutter,
  GutterMarker,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { theme } from "./theme.js";

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.null], class: "tok-keyword" },
  { tag: tags.typeName, class: "tok-type" },
  { tag: [tags.string, tags.special(tags.string)], class: "tok-string" },
  { tag: [tags.number, tags.bool], class: "tok-number" },
  { tag: tags.comment, class: "tok-comment" },
]);

/** Who waits, as a shape; for how long, as its size. */
class Glyph extends GutterMarker {
  constructor({ who, long, label }) {
    super();
    Object.assign(this, { who, long, label });
  }
  eq(other) {
    return this.who === other.who && this.long === other.long && this.label === other.label;
  }
  toDOM() {
    const svg = element("svg", { viewBox: "0 0 16 16", role: "img", "aria-label": this.label });
    svg.setAttribute("class", `glyph ${this.who}${this.long || this.who === "nobody" ? "" : " brief"}`);
    if (this.who === "everybody") {
      svg.append(element("circle", { cx: 8, cy: 8, r: 7, fill: "currentColor" }));
    } else {
      svg.append(
        element("circle", { cx: 8, cy: 8, r: 6.1, fill: "none", stroke: "currentColor", "stroke-width": 1.8 }),
      );
    }
    if (this.who === "writers") {
      svg.append(element("path", { d: "M8 1.9a6.1 6.1 0 0 1 0 12.2z", fill: "currentColor" }));
    }
    return svg;
  }
}

function element(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

const setStatements = StateEffect.define();
const setActive = StateEffect.define();

/** One class for every line from the first to the last. */
function paintLines(builder, doc, { from, to }, decoration) {
  const last = doc.lineAt(Math.min(to, doc.length)).number;
  for (let n = doc.lineAt(Math.min(from, doc.length)).number; n <= last; n++) {
    const { from } = doc.line(n);
    builder.add(from, from, decoration);
  }
}

/** The colour beside and behind each statement that keeps somebody waiting. */
const tints = StateField.define({
  create: () => Decoration.none,
  update(value, tr) {
    for (const effect of tr.effects) {
      if (effect.is(setStatements)) return tint(tr.state.doc, effect.value);
    }
    return value.map(tr.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function tint(doc, statements) {
  const builder = new RangeSetBuilder();
  let lastLine = 0;
  for (const { from, to, who, long } of statements) {
    if (who === "nobody" || !long) continue;
    // Two statements on one line: the line takes the colour of the first.
    const line = doc.lineAt(Math.min(from, doc.length));
    const start = line.number > lastLine ? from : line.to + 1;
    if (start > Math.min(to, doc.length)) continue;
    paintLines(builder, doc, { from: start, to }, Decoration.line({ class: `tint-${who}` }));
    lastLine = doc.lineAt(Math.min(to, doc.length)).number;
  }
  return builder.finish();
}

const glyphs = StateField.define({
  create: () => new RangeSetBuilder().finish(),
  update(value, tr) {
    for (const effect of tr.effects) {
      if (!effect.is(setStatements)) continue;
      const builder = new RangeSetBuilder();
      let lastLine = -1;
      for (const statement of effect.value) {
        const { from } = tr.state.doc.lineAt(Math.min(statement.from, tr.state.doc.length));
        if (from === lastLine) continue;
        lastLine = from;
        builder.add(from, from, new Glyph(statement));
      }
      return builder.finish();
    }
    return value.map(tr.changes);
  },
});

/** The statement that the card under the pointer, or the caret, is about. */
const active = StateField.define({
  create: () => Decoration.none,
  update(value, tr) {
    for (const effect of tr.effects) {
      if (!effect.is(setActive)) continue;
      if (!effect.value) return Decoration.none;
      const builder = new RangeSetBuilder();
      paintLines(builder, tr.state.doc, effect.value, Decoration.line({ class: "active-statement" }));
      return builder.finish();
    }
    return value.map(tr.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * Makes an editor in `host`.
 *
 * `on` has `change(text)`, `caret(offset)` and `point(offset | undefined)`.
 */
export function mount(host, { doc, anchor, head, label, hint }, on) {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc,
      selection: { anchor: Math.min(anchor, doc.length), head: Math.min(head, doc.length) },
      extensions: [
        glyphs,
        gutter({
          class: "glyphs",
          markers: (view) => view.state.field(glyphs),
          // Its width does not depend on what there is to show.
          initialSpacer: () => new Glyph({ who: "nobody", long: false, label: "" }),
        }),
        lineNumbers(),
        tints,
        active,
        history(),
        drawSelection(),
        highlightSpecialChars(),
        bracketMatching(),
        EditorView.lineWrapping,
        sql({ dialect: PostgreSQL, upperCaseKeywords: true }),
        syntaxHighlighting(colours),
        placeholder(hint),
        EditorView.contentAttributes.of({
          "aria-label": label,
          autocapitalize: "off",
          spellcheck: "false",
          tabindex: "0",
        }),
        // Tab is left alone: it leaves the editor.
        keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) on.change(update.state.doc.toString());
          if (update.docChanged || update.selectionSet) on.caret(update.state.selection.main.head);
        }),
        EditorView.domEventHandlers({
          // Left to itself, Chromium joins and splits lines with style attributes,
          // which the page's policy forbids.
          beforeinput: (event, view) => {
            const { from, to } = view.state.selection.main;
            const { doc } = view.state;
            const typed = event.inputType === "insertText" && typeof event.data === "string";
            if (!typed || view.composing) return false;
            if (doc.lineAt(from).number === doc.lineAt(to).number && !event.data.includes("\n")) return false;
            view.dispatch(view.state.replaceSelection(event.data), {
              userEvent: "input.type",
              scrollIntoView: true,
            });
            return true;
          },
          mousemove: (event, view) => {
            on.point(view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? undefined);
          },
          mouseleave: () => {
            on.point(undefined);
          },
        }),
        theme,
      ],
    }),
  });
  return new Editor(view);
}

class Editor {
  #view;
  constructor(view) {
    this.#view = view;
  }

  /** Replaces the text, touching no more of it than differs. */
  setDoc(text) {
    const old = this.#view.state.doc.toString();
    if (old === text) return;
    const most = Math.min(old.length, text.length);
    let from = 0;
    while (from < most && old.charCodeAt(from) === text.charCodeAt(from)) from++;
    let tail = 0;
    while (
      tail < most - from &&
      old.charCodeAt(old.length - 1 - tail) === text.charCodeAt(text.length - 1 - tail)
    ) {
      tail++;
    }
    this.#view.dispatch({
      changes: { from, to: old.length - tail, insert: text.slice(from, text.length - tail) },
    });
  }

  /** Draws the report: `{ statements, diagnostics }` as JSON. */
  show(json) {
    const { statements, diagnostics } = JSON.parse(json);
    const { state } = this.#view;
    const within = ({ from, to }) => from <= to && to <= state.doc.length;
    this.#view.dispatch(setDiagnostics(state, diagnostics.filter(within)));
    this.#view.dispatch({ effects: setStatements.of(statements.filter(within)) });
  }

  /** Marks a range as the one that is talked about; nothing when `to` is 0. */
  mark(from, to) {
    const range = to > 0 && to <= this.#view.state.doc.length ? { from, to } : null;
    this.#view.dispatch({ effects: setActive.of(range) });
  }

  /** Shows a place, with the caret in it. */
  reveal(from, to) {
    const { length } = this.#view.state.doc;
    this.#view.dispatch({
      selection: { anchor: Math.min(from, length) },
      effects: EditorView.scrollIntoView(Math.min(from, length), { y: "center" }),
    });
    this.#view.focus();
  }

  focus() {
    this.#view.focus();
  }

  destroy() {
    this.#view.destroy();
  }
}
