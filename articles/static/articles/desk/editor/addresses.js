/** Which addresses a link or an embed may have: the same as on the server. */

const HOST = String.raw`[^\s/?#\\@:"<>]+(?::\d{1,5})?`;
const WEB = new RegExp(String.raw`^https?://${HOST}(?:[/?#][^\\]*)?$`, "i");
const MAIL = /^mailto:[^\s@\\?]+@[^\s@\\?]+(?:\?[^\\]*)?$/i;
const OWN = /^(?:\/(?![/\\])[^\\]*|#[^\\]+)$/;
const BARE_HOST = new RegExp(String.raw`^[^\s/?#\\@:"<>]+\.[a-z]{2,}(?::\d{1,5})?(?:[/?#]\S*)?$`, "i");
const BARE_MAIL = /^[^\s@/\\?]+@[^\s@/\\?]+\.[a-z]{2,}$/i;

/** The address as it is stored; "" when a link may not point there. */
export function safeAddress(address) {
  const tidy = [...address].filter((sign) => sign >= " ").join("").trim().replaceAll(" ", "%20");
  return WEB.test(tidy) || MAIL.test(tidy) || OWN.test(tidy) ? tidy : "";
}

/** What somebody types: "example.org/page" and "desk@example.org" are addresses too. */
export function typedAddress(text) {
  const typed = text.trim();
  if (BARE_MAIL.test(typed)) return `mailto:${typed}`;
  if (BARE_HOST.test(typed)) return `https://${typed}`;
  return safeAddress(typed);
}

/** A web address without the parameters that follow people around. */
export function withoutTrackers(address, { trackers, trackerPrefix }) {
  const [rest, ...fragment] = address.split("#");
  const [path, ...query] = rest.split("?");
  const tracks = (name) => trackers.includes(name) || name.startsWith(trackerPrefix);
  const kept = query.join("?").split("&").filter((pair) => pair && !tracks(pair.split("=")[0].toLowerCase()));
  return [kept.length ? `${path}?${kept.join("&")}` : path, ...fragment].join("#");
}

/** Who provides what an address embeds; undefined when nobody on the list does. */
export function providerOf(address, providers) {
  const matches = ({ patterns }) => patterns.some((pattern) => new RegExp(pattern).test(address.trim()));
  return providers.find(matches)?.name;
}
