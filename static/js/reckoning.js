// Shows what follows from an amount while it is typed; the server reckons it. Without this, saving shows the same.
const form = document.querySelector("[data-reckoning]");
const so = form.querySelector("[data-so]");
const counts = ["outcome", "amount", "advance"];
let waiting, latest;

const reckon = async () => {
  latest?.abort();
  latest = new AbortController();
  const sent = { method: "POST", body: new FormData(form), signal: latest.signal };
  try {
    const answer = await fetch(form.dataset.reckoning, sent);
    if (answer.ok && !answer.redirected) so.innerHTML = await answer.text();
  } catch {
    // Overtaken by what was typed since, or offline: what stood there stays.
  }
};

if (so) {
  form.addEventListener("input", ({ target }) => {
    if (!counts.includes(target.name)) return;
    clearTimeout(waiting);
    waiting = setTimeout(reckon, 400);
  });
}
