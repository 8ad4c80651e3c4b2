// A button that copies what stands in a field; without this script it stays away, and the field can be selected.
const said = document.querySelector("[data-copied]");
for (const button of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  button.parentElement.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    // Only over HTTPS (or at localhost) may a page write to the clipboard; the field is selected, so that a person can.
    await navigator.clipboard?.writeText(field.value);
    if (navigator.clipboard) said.textContent = button.dataset.done;
  });
}
