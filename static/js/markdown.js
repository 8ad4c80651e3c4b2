// Shows below a text how it will look.
const WAIT = 400;

for (const text of document.querySelectorAll("textarea[data-markdown]")) {
  const shown = document.createElement("div");
  shown.className = "prose preview";
  shown.setAttribute("aria-live", "off");
  text.after(shown);
  let timer;

  const show = async () => {
    const data = new FormData();
    data.set("text", text.value);
    data.set("csrfmiddlewaretoken", text.form.elements.csrfmiddlewaretoken.value);
    const answer = await fetch(text.form.dataset.markdown, { method: "POST", body: data, redirect: "manual" });
    // The server made it of Markdown with HTML switched off, as on the public page.
    if (answer.ok) shown.innerHTML = await answer.text();
  };

  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, WAIT);
  });
  if (text.value) show();
}
