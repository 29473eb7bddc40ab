// Runs before the first paint so that a chosen light is there from the start.
const chosen = localStorage.getItem('second-unit.light');
if (chosen === 'night' || chosen === 'day') document.documentElement.dataset.light = chosen;
