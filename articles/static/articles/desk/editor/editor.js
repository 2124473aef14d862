/** The text of an article: every textarea[data-body-editor] becomes an editor. */

import * as tiptap from "../../../django_prose_editor/editor.js";
import { Blockquote, HorizontalRule, ListItem, PullQuote } from "./blocks.js";
import { Embed } from "./embed.js";
import { Link } from "./link.js";
import { CleanPaste } from "./paste.js";
import { Picture } from "./picture.js";
import { statusLine } from "./status.js";
import { Table, TableCell, TableHeader } from "./table.js";
import { toolbar } from "./toolbar.js";

const OURS = { Blockquote, CleanPaste, Embed, HorizontalRule, Link, ListItem, Picture, PullQuote, Table, TableCell, TableHeader };

/** The extensions that the server's policy names, and no others. */
function extensions(config) {
  return Object.entries(config.extensions).map(([name, options]) =>
    (OURS[name] ?? tiptap[name]).configure(options),
  );
}

/** What a screen reader is told about the text box: the label, the help and the error. */
function accessibleNames(textarea) {
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  if (label) label.id ||= `${textarea.id}_label`;
  const names = { role: "textbox", "aria-multiline": "true", spellcheck: "true", class: "body-text prose" };
  if (label) names["aria-labelledby"] = label.id;
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) names[name] = textarea.getAttribute(name);
  }
  return names;
}

/** Labels and links in the summary of errors point at the text area, which is hidden. */
function takeOverFocus(textarea, editor) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest(`label[for="${textarea.id}"], a[href="#${textarea.id}"]`);
    if (!link) return;
    event.preventDefault();
    editor.commands.focus();
    editor.view.dom.scrollIntoView({ block: "nearest" });
  });
}

function mount(textarea) {
  const config = JSON.parse(textarea.dataset.bodyEditor);
  // Somebody quick may be typing already.
  const hadFocus = document.activeElement === textarea;
  const frame = document.createElement("div");
  frame.className = "body-editor";
  textarea.before(frame);
  textarea.hidden = true;
  const editor = new tiptap.Editor({
    element: frame,
    // Its rules are in editor.css: the policy allows no style element.
    injectCSS: false,
    editable: !textarea.disabled && !textarea.readOnly,
    extensions: extensions(config),
    content: textarea.value,
    editorProps: { attributes: accessibleNames(textarea) },
    onUpdate: () => store(),
  });
  let stored = editor.getHTML();
  function store() {
    const html = editor.getHTML();
    if (html === stored) return;
    stored = html;
    textarea.value = html === "<p></p>" ? "" : html;
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (editor.isEditable) frame.prepend(toolbar(editor, config.toolbar));
  frame.append(statusLine(editor), textarea);
  takeOverFocus(textarea, editor);
  if (hadFocus) editor.commands.focus("end");
  const detail = { editor, textarea };
  textarea.dispatchEvent(new CustomEvent("prose-editor:ready", { detail, bubbles: true }));
}

for (const textarea of document.querySelectorAll("textarea[data-body-editor]")) mount(textarea);
