/** On a page of another moment: its links and forms lead to pages of that moment, too. */

const asked = new URLSearchParams(location.search);
const kept = ["at", "sig"].filter((name) => asked.has(name)).map((name) => [name, asked.get(name)]);
const elsewhere = /^\/(admin|media|static|api)\//;

for (const link of document.querySelectorAll("a[href]:not([data-today])")) {
  const address = new URL(link.href);
  if (address.origin !== location.origin || elsewhere.test(address.pathname)) continue;
  if (address.pathname === location.pathname && address.hash && address.search === location.search) continue;
  for (const [name, value] of kept) address.searchParams.set(name, value);
  link.href = address;
}

for (const form of document.querySelectorAll("form")) {
  for (const [name, value] of kept) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
}
