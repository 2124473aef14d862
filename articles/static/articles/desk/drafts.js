// Unsent texts in this browser: one for each tab, under the person who typed them.

const PREFIX = "newsroom:unsent";

export class Drafts {
  /** Of one person and one article; ``article`` is "" for those not yet saved. */
  constructor(person, article) {
    this.prefix = `${PREFIX}:${person}:${article}:`;
  }

  /** Whether the browser could keep it. */
  put(key, draft) {
    try {
      localStorage.setItem(this.prefix + key, JSON.stringify(draft));
      return true;
    } catch {
      return false;
    }
  }

  drop(key) {
    try {
      localStorage.removeItem(this.prefix + key);
    } catch {
      // Nothing could be kept either.
    }
  }

  /** All that are left of tabs that are gone, the oldest text first. */
  all() {
    try {
      const names = Object.keys(localStorage).filter((name) => name.startsWith(this.prefix));
      const found = names.map((name) => [name.slice(this.prefix.length), JSON.parse(localStorage.getItem(name))]);
      return found.sort(([, one], [, other]) => one.step - other.step);
    } catch {
      return [];
    }
  }
}
