// The icon before Django's search in a list of choices has a name, but no role that may carry one.
const giveRoles = () => document.querySelectorAll(".search-label-icon").forEach((icon) => icon.setAttribute("role", "img"));

addEventListener("load", giveRoles);
document.addEventListener("formset:added", giveRoles);
