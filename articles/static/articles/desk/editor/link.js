/** Links: an address and nothing else. */

import * as tiptap from "../../../django_prose_editor/editor.js";
import { safeAddress, typedAddress } from "./addresses.js";
import { ask } from "./dialog.js";
import { gettext } from "./dom.js";

const address = {
  name: "address",
  label: gettext("Address"),
  inputmode: "url",
  check: (value) => typedAddress(value) ? "" : gettext("This is no address: begin with https://, or with / for a page of this site."),
};

const words = {
  name: "words",
  label: gettext("Words"),
  check: (value) => value.trim() ? "" : gettext("Say which words carry the link."),
};

/** Ask for the address of the link under the cursor, or of a new one. */
export async function editLink(editor) {
  const isLink = editor.isActive("link");
  const isBare = editor.state.selection.empty && !isLink;
  const value = editor.getAttributes("link").href ?? "";
  const answer = await ask({
    title: gettext("Link"),
    fields: isBare ? [{ ...address, value }, words] : [{ ...address, value }],
    submit: isLink ? gettext("Change the link") : gettext("Add the link"),
    remove: isLink ? gettext("Remove the link") : "",
  });
  const chain = editor.chain().focus();
  if (answer === "remove") chain.extendMarkRange("link").unsetLink();
  else if (answer && isBare) {
    const marks = [{ type: "link", attrs: { href: typedAddress(answer.address) } }];
    chain.insertContent({ type: "text", text: answer.words.trim(), marks }).unsetMark("link");
  } else if (answer) chain.extendMarkRange("link").setLink({ href: typedAddress(answer.address) });
  chain.run();
}

export const Link = tiptap.Link.extend({
  addOptions() {
    return {
      ...this.parent?.(),
      // The name of a company is not a link because it ends in ".com".
      autolink: false,
      defaultProtocol: "https",
      isAllowedUri: (href) => Boolean(safeAddress(href ?? "")),
    };
  },

  addAttributes() {
    return { href: { default: null, parseHTML: (link) => link.getAttribute("href") } };
  },

  addKeyboardShortcuts() {
    return {
      "Mod-k": ({ editor }) => {
        editLink(editor);
        return true;
      },
    };
  },
});
