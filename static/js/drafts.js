// Keeps what is typed into a form on the server, a moment after the typing stops.
const WAIT = 900;

for (const form of document.querySelectorAll("form[data-draft]")) {
  const kept = form.querySelector("[data-kept]");
  let timer, last, sent = Promise.resolve();

  const keep = async () => {
    const data = new FormData(form);
    const now = JSON.stringify([...data].filter(([name]) => name !== "opened_on"));
    if (now === last) return;
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: data, redirect: "manual" });
      const said = answer.type === "opaqueredirect" ? { text: kept.dataset.signedOut } : await answer.json();
      kept.textContent = said.text;
      // From here on it is filled in on what was just kept.
      if (said.opened_on) form.elements.opened_on.value = said.opened_on;
      if (answer.ok) last = now;
    } catch {
      kept.textContent = kept.dataset.offline;
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      // One after another: an older text that is slow to arrive would take the place of a newer one.
      sent = sent.then(keep);
    }, WAIT);
  });
  // Leaving the page before the moment has passed.
  addEventListener("pagehide", () => {
    if (timer) navigator.sendBeacon(form.dataset.draft, new FormData(form));
  });
  // Saved, or thrown away: then there is nothing to keep.
  document.addEventListener("submit", () => {
    clearTimeout(timer);
    timer = undefined;
  });
}
