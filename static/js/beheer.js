// The icon before Django's search in a list of choices has a name, but no role that may carry one.
const giveRoles = () => document.querySelectorAll(".search-label-icon").forEach((icon) => icon.setAttribute("role", "img"));

addEventListener("load", giveRoles);
document.addEventListener("formset:added", giveRoles);

// A list of choices that one types in (select2) is named by what is chosen alone: nothing, where nothing is.
const giveNames = () =>
  document.querySelectorAll("select.admin-autocomplete").forEach((select) => {
    const [label, shown] = [select.labels[0], select.nextElementSibling?.querySelector(".select2-selection__rendered")];
    if (!label || !shown?.id) return;
    label.id ||= `${select.id}_label`;
    shown.setAttribute("aria-label", [label.textContent.trim(), shown.title].filter(Boolean).join(" "));
    shown.parentElement.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
  });

// After Django made the lists, which it does when jQuery says that the page is ready.
window.django?.jQuery?.(giveNames);
document.addEventListener("formset:added", () => setTimeout(giveNames));
document.addEventListener("change", giveNames);
