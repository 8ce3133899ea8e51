// Leaves of a page what axe has to see once: of siblings of the same make, drawn by one loop of a template, the first
// two; of the head and the foot, which all pages share, nothing when a page of the same head and foot was seen.
// Returns the make of head and foot, and every id that stands twice (asked before anything goes).
(seen) => {
    const ADDED = /^(id|for|name|value|href|src|title|style|d|points|transform|[xy][12]?|c[xy]|width|height|data-.*|hx-.*|aria-(label|labelledby|describedby|controls))$/;
    const REFERENCES = "for aria-labelledby aria-describedby aria-controls aria-owns headers".split(" ");

    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    const doubled = ids.filter((id, place) => ids.indexOf(id) !== place);

    const make = (node) => {
        const attributes = [...node.attributes].map(({ name, value }) => (ADDED.test(name) ? name : `${name}=${value}`));
        const text = [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
        return `${node.tagName}[${attributes.sort()}]${text}(${[...node.children].map(make)})`;
    };

    const named = (node) => REFERENCES.flatMap((name) => (node.getAttribute(name) || "").split(" "));
    const namedElsewhere = (node) => {
        const inside = [node, ...node.querySelectorAll("[id]")].map(({ id }) => id).filter(Boolean);
        return inside.length > 0 && [...document.querySelectorAll(REFERENCES.map((name) => `[${name}]`).join())]
            .some((other) => !node.contains(other) && named(other).some((id) => inside.includes(id)));
    };

    const thin = (node) => {
        const met = new Map();
        for (const child of [...node.children]) {
            const kind = make(child);
            met.set(kind, (met.get(kind) || 0) + 1);
            if (met.get(kind) > 2 && !namedElsewhere(child)) child.remove();
            else thin(child);
        }
    };

    const frame = document.querySelectorAll("body > header, body > footer");
    const frames = [...frame].map(make);
    frame.forEach((node, place) => seen.includes(frames[place]) && node.remove());
    thin(document.body);
    return { doubled, frames };
}
