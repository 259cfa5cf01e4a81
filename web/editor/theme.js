// The editor's look, from the page's tokens, which reach into the shadow root.
import { EditorView } from "@codemirror/view";

const wavy = (colour) => ({
  backgroundImage: "none",
  paddingBottom: "0",
  textDecoration: `underline wavy ${colour} 1.2px`,
  textUnderlineOffset: "4px",
  textDecorationSkipInk: "none",
});

const tint = (colour, soft) => ({
  backgroundColor: `var(${soft})`,
  boxShadow: `inset 3px 0 var(${colour})`,
});

export const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--code)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { font: "var(--code-font)", lineHeight: "1.7", overflow: "auto" },
  ".cm-content": { padding: "10px 0 64px", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 18px 0 10px" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "var(--select)",
  },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accent-soft)" },
  ".cm-placeholder": { color: "var(--ink-3)" },
  ".cm-gutters": { backgroundColor: "transparent", border: "none", color: "var(--ink-3)" },
  ".cm-lineNumbers .cm-gutterElement": {
    minWidth: "30px",
    padding: "0 8px 0 0",
    fontVariantNumeric: "tabular-nums",
    fontSize: "0.75rem",
    lineHeight: "1.38125rem",
  },
  ".glyphs .cm-gutterElement": { width: "32px", paddingLeft: "6px", textAlign: "center" },
  ".glyphs .cm-gutterElement svg": { width: "14px", height: "14px", verticalAlign: "-2.5px" },
  ".glyphs .brief": { transform: "scale(0.62)" },
  ".everybody": { color: "var(--stop)" },
  ".writers": { color: "var(--hold)" },
  ".nobody": { color: "var(--pass)" },
  ".tint-everybody": tint("--stop", "--stop-tint"),
  ".tint-writers": tint("--hold", "--hold-tint"),
  ".active-statement": { backgroundColor: "var(--active)" },
  ".active-statement.tint-everybody": { backgroundColor: "var(--stop-soft)" },
  ".active-statement.tint-writers": { backgroundColor: "var(--hold-soft)" },
  ".tok-keyword": { color: "var(--accent)", fontWeight: "600" },
  ".tok-type": { color: "var(--ink)" },
  ".tok-string": { color: "var(--good)" },
  ".tok-number": { color: "var(--pass)" },
  ".tok-comment": { color: "var(--ink-3)", fontStyle: "italic" },
  ".cm-lintRange-error": wavy("var(--stop)"),
  ".cm-lintRange-warning": wavy("var(--hold)"),
  ".cm-lintRange-info": wavy("var(--pass)"),
  ".cm-tooltip": {
    border: "1px solid var(--line)",
    borderRadius: "8px",
    backgroundColor: "var(--panel)",
    color: "var(--ink)",
    boxShadow: "var(--shadow)",
    font: "var(--text-font)",
    maxWidth: "44ch",
    overflow: "hidden",
  },
  ".cm-diagnostic": { padding: "8px 12px", margin: "0" },
  ".cm-diagnostic-error": { borderLeft: "3px solid var(--stop)" },
  ".cm-diagnostic-warning": { borderLeft: "3px solid var(--hold)" },
  ".cm-diagnostic-info": { borderLeft: "3px solid var(--pass)" },
  ".cm-panels": { backgroundColor: "var(--panel)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-panel.cm-panel-lint ul [aria-selected]": { backgroundColor: "var(--accent-soft)", color: "var(--ink)" },
  ".cm-panel.cm-panel-lint [name=close]": { color: "var(--ink)" },
});
