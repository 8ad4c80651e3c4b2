// Keeps what is typed into a form on the server, a moment after the typing stops.
const WAIT = 900;

for (const form of document.querySelectorAll("form[data-draft]")) {
  const kept = form.querySelector("[data-kept]");
  let timer, last;

  const keep = async () => {
    timer = undefined;
    const data = new FormData(form);
    const now = JSON.stringify([...data]);
    if (now === last) return;
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: data, redirect: "manual" });
      kept.textContent = answer.type === "opaqueredirect" ? kept.dataset.signedOut : (await answer.json()).text;
      if (answer.ok) last = now;
    } catch {
      kept.textContent = kept.dataset.offline;
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT);
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
