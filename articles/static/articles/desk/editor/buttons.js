/** What each button of the toolbar is called, looks like and does. */

import { insertEmbed } from "./embed.js";
import { gettext, insertBlock } from "./dom.js";
import { editLink } from "./link.js";
import { insertPicture } from "./picture.js";
import { editCaption, insertTable } from "./table.js";

const run = (command, ...values) => (editor) => editor.chain().focus()[command](...values).run();
const can = (command) => (editor) => editor.can()[command]();

/** ``icon`` is a path of 24 × 24, ``glyph`` a letter; ``words`` are printed where there is room. */
export const BUTTONS = {
  heading2: { label: gettext("Heading"), glyph: "H2", keys: "Ctrl+Alt+2", run: run("toggleHeading", { level: 2 }), active: ["heading", { level: 2 }] },
  heading3: { label: gettext("Smaller heading"), glyph: "H3", keys: "Ctrl+Alt+3", run: run("toggleHeading", { level: 3 }), active: ["heading", { level: 3 }] },
  quote: { label: gettext("Quotation"), icon: "M5 5v14M10 8h9M10 12h9M10 16h6", keys: "Ctrl+Shift+B", run: run("toggleBlockquote"), active: ["blockquote"] },
  pullQuote: { label: gettext("Pull quote"), icon: "M4 4h16M4 20h16M10 9H7v3h3V9c0 3-1 5-3 6M17 9h-3v3h3V9c0 3-1 5-3 6", run: run("togglePullQuote"), active: ["pullQuote"] },
  link: { label: gettext("Link"), icon: "M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1.2 1.2M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2", keys: "Ctrl+K", run: editLink, active: ["link"], opens: true },
  bold: { label: gettext("Bold"), glyph: "B", keys: "Ctrl+B", run: run("toggleBold"), active: ["bold"] },
  italic: { label: gettext("Italic"), glyph: "I", keys: "Ctrl+I", run: run("toggleItalic"), active: ["italic"] },
  subscript: { label: gettext("Subscript"), glyph: "x₂", keys: "Ctrl+,", run: run("toggleSubscript"), active: ["subscript"] },
  superscript: { label: gettext("Superscript"), glyph: "x²", keys: "Ctrl+.", run: run("toggleSuperscript"), active: ["superscript"] },
  bulletList: { label: gettext("List"), icon: "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01", keys: "Ctrl+Shift+8", run: run("toggleBulletList"), active: ["bulletList"] },
  orderedList: { label: gettext("Numbered list"), icon: "M10 6h10M10 12h10M10 18h10M4 5l1.5-1v5M3.5 16c0-2.5 3-2 3 0 0 1-3 2.5-3 4h3", keys: "Ctrl+Shift+7", run: run("toggleOrderedList"), active: ["orderedList"] },
  picture: { label: gettext("Picture"), words: true, icon: "M4 5h16v14H4zM4 16l4.5-5 4 4 2.5-2.5L20 17M15.5 9h.01", keys: "Ctrl+Alt+I", run: insertPicture, opens: true },
  embed: { label: gettext("Embed"), words: true, icon: "M4 5h16v14H4zM10 9l5 3-5 3z", run: insertEmbed, opens: true },
  table: { label: gettext("Table"), words: true, icon: "M4 5h16v14H4zM4 9.5h16M4 14.5h16M10 5v14", run: insertTable },
  rule: { label: gettext("Rule"), icon: "M4 12h16", run: (editor) => insertBlock(editor, { type: "horizontalRule" }) },
  undo: { label: gettext("Undo"), icon: "M8 5L4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-4", keys: "Ctrl+Z", run: run("undo"), enabled: can("undo") },
  redo: { label: gettext("Redo"), icon: "M16 5l4 4-4 4M20 9H10a5.5 5.5 0 0 0 0 11h4", keys: "Ctrl+Shift+Z", run: run("redo"), enabled: can("redo") },
};

/** They are there while the cursor is in a table; ``short`` is printed, ``label`` said. */
export const TABLE_BUTTONS = {
  rowBefore: { label: gettext("Row above"), short: gettext("↑ row"), run: run("addRowBefore") },
  rowAfter: { label: gettext("Row below"), short: gettext("↓ row"), run: run("addRowAfter") },
  deleteRow: { label: gettext("Delete row"), short: gettext("✕ row"), run: run("deleteRow") },
  columnBefore: { label: gettext("Column before"), short: gettext("← column"), run: run("addColumnBefore") },
  columnAfter: { label: gettext("Column after"), short: gettext("→ column"), run: run("addColumnAfter") },
  deleteColumn: { label: gettext("Delete column"), short: gettext("✕ column"), run: run("deleteColumn") },
  headerRow: { label: gettext("Heading row"), short: gettext("Head row"), run: run("toggleHeaderRow") },
  headerColumn: { label: gettext("Heading column"), short: gettext("Head column"), run: run("toggleHeaderColumn") },
  mergeOrSplit: { label: gettext("Merge or split cells"), short: gettext("Merge"), run: run("mergeOrSplit"), enabled: can("mergeOrSplit") },
  caption: { label: gettext("Caption"), run: editCaption, opens: true },
  deleteTable: { label: gettext("Delete table"), short: gettext("✕ table"), run: run("deleteTable") },
};
