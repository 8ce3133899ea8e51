// Documents of trap texts, the same each time: what people could type and build with the buttons, in any order.
import { schema } from "../../frontend/schema.js";

const { nodes, marks } = schema;

export function randomness(seed) {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const upTo = (most) => Math.floor(random() * (most + 1));
  return { random, upTo, oneOf: (list) => list[upTo(list.length - 1)] };
}

export function randomDocument({ random, upTo, oneOf }, lines) {
  const text = () => {
    const line = oneOf(lines);
    const isBold = random() < 0.2;
    const link = random() < 0.05 ? [marks.link.create({ href: "https://herne.example/a_b(c)?x=1&y=2#z" })] : [];
    const [from, to] = [upTo(line.length), upTo(line.length)].sort((a, b) => a - b);
    const parts = isBold ? [[line.slice(0, from), false], [line.slice(from, to), true], [line.slice(to), false]] : [[line, false]];
    return parts.filter(([part]) => part).map(([part, bold]) => schema.text(part, bold ? marks.strong.create().addToSet(link) : link));
  };
  const paragraph = () => {
    const content = text();
    for (let more = upTo(2); more > 0; more -= 1) content.push(nodes.hard_break.create(), ...(random() < 0.1 ? [] : text()));
    return nodes.paragraph.create(null, random() < 0.05 ? [] : content);
  };
  const row = (type, columns) => nodes.table_row.create(null, Array.from({ length: columns }, () => type.create(null, random() < 0.1 ? [] : text())));
  const table = () => {
    const columns = 1 + upTo(3);
    return nodes.table.create(null, [row(nodes.table_header, columns), ...Array.from({ length: upTo(3) }, () => row(nodes.table_cell, columns))]);
  };
  const list = (depth) => {
    const entries = Array.from({ length: 1 + upTo(3) }, () => nodes.list_item.create(null, [
      paragraph(),
      ...(random() < 0.3 ? [list(depth + 1)] : []),
      ...(random() < 0.1 ? [oneOf([paragraph, table])()] : []),
    ]));
    return random() < 0.5 ? nodes.bullet_list.create(null, entries) : nodes.ordered_list.create({ order: oneOf([1, 1, 1, 3, 9]) }, entries);
  };
  const heading = () => nodes.heading.create({ level: 2 + upTo(2) }, random() < 0.05 ? [] : text());
  const block = () => oneOf([paragraph, paragraph, paragraph, () => list(1), () => list(1), table, heading])();
  return nodes.doc.create(null, Array.from({ length: 1 + upTo(5) }, block));
}
