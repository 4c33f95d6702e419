"""The report on a regional project's progress: what is known by a day, in what colour, and why."""
