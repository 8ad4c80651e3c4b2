// Adds up a budget while it is typed, and adds rows. The server reckons it once more.
const balance = document.getElementById("balance");
const euros = new Intl.NumberFormat(balance.dataset.language, { style: "currency", currency: "EUR", trailingZeroDisplay: "stripIfInteger" });
const shown = (cents) => euros.format(cents / 100);
const tables = Object.fromEntries([...document.querySelectorAll("[data-table]")].map((each) => [each.dataset.table, each]));

// As subsidies/amounts.py reads them; what is not clear counts as nothing until the server says what is wrong.
const cents = (text) => {
  const body = text.replace(/€|eur(o)?/gi, "").trim();
  const dutch = body.match(/^(\d+|\d{1,3}(?:[.\s]\d{3})+)(?:,(\d{1,2}|[-–]))?$/);
  const point = body.match(/^(\d+)\.(\d{1,2})$/);
  const [, whole, rest = ""] = dutch ?? point ?? [null, "0"];
  return Number(whole.replace(/[.\s]/g, "")) * 100 + Number(rest.replace(/[-–]/, "").padEnd(2, "0"));
};

const rows = (name) =>
  [...tables[name].querySelectorAll("tbody tr")].map((row) => ({
    // What stands fixed in a report bears both itself.
    kind: row.dataset.kind ?? row.querySelector("select")?.value,
    amount: cents(row.dataset.amount ?? row.querySelector("[inputmode=decimal]").value),
  }));
const total = (list) => list.reduce((sum, row) => sum + row.amount, 0);

const reckon = () => {
  const cover = rows("cover");
  const totals = { costs: total(rows("costs")), cover: total(cover) };
  const asked = total(cover.filter((row) => row.kind === "request"));
  const most = Math.max(totals.costs, totals.cover, 1);
  for (const name of ["costs", "cover"]) {
    for (const output of document.querySelectorAll(`[data-total=${name}]`)) output.textContent = shown(totals[name]);
    balance.querySelector(`[data-bar=${name}]`).setAttribute("width", Math.floor((totals[name] * 1000) / most));
  }
  const difference = Math.abs(totals.costs - totals.cover);
  balance.querySelector("[data-difference]").textContent = shown(difference);
  const says = balance.querySelector("[data-says]");
  says.textContent = difference ? balance.dataset.unequal : balance.dataset.equal;
  says.classList.toggle("error", difference > 0 && !("mayDiffer" in balance.dataset));
  balance.querySelector("[data-multiplier]").hidden = !asked;
  balance.querySelector("[data-brings]").textContent = shown(asked ? Math.round(((totals.cover - asked) * 100) / asked) : 0);
};

const addRow = (name) => {
  const body = tables[name].querySelector("tbody");
  const number = body.rows.length;
  if (number >= 40) return false;
  const row = body.rows[number - 1].cloneNode(true);
  row.querySelector(".error")?.remove();
  for (const cell of row.querySelectorAll("input, select")) {
    cell.id = cell.id.replace(/\d+/, number);
    if (cell.ariaLabel) cell.ariaLabel = cell.ariaLabel.replace(/\d+/, number + 1);
    cell.removeAttribute("aria-invalid");
    cell.removeAttribute("aria-describedby");
    if (cell.matches("input")) cell.value = "";
    else cell.value = "other-grant";
  }
  body.append(row);
  row.querySelector("input, select").focus();
  return true;
};

for (const [name, table] of Object.entries(tables)) {
  table.querySelector("button[name=add]").addEventListener("click", (event) => {
    if (addRow(name)) event.preventDefault();
  });
}
document.addEventListener("input", reckon);
