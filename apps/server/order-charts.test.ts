// The state chart of every order kind fits a phone: no caption lies outside, on a box, or on another caption.
import { globSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { captionLine, captionsOf, captionSize, captionWidth } from '#foundation/orders/rules/chart-captions.ts';
import { chartWidth, drawChart, nodeHeight, nodeWidth } from '#foundation/orders/rules/chart.ts';
import type { OrderKind } from '#foundation/orders/rules/order-kind.ts';

const root = resolve(import.meta.dirname, '..', '..');
const files = globSync('{care,programmes}/*/order-kinds/*.ts', { cwd: root }).filter(
  (file) => !file.includes('.test.'),
);
const kinds: OrderKind[] = [];
for (const file of files)
  for (const exported of Object.values((await import(/* @vite-ignore */ join(root, file))) as object))
    if (typeof exported === 'object' && exported && 'transitions' in exported) kinds.push(exported as OrderKind);

interface Box {
  what: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}
function boxesOf(kind: OrderKind, language: 'zh' | 'en') {
  const labelOf = (name: string) => kind.transitions[name]!.label[language];
  const chart = drawChart(kind, labelOf);
  const captions = captionsOf(chart.edges, labelOf).map(({ x, y, anchor, lines }): Box => {
    const width = Math.max(...lines.map(captionWidth));
    const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
    const top = y - captionSize + 1;
    return { what: lines.join('/'), left, right: left + width, top, bottom: y + (lines.length - 1) * captionLine + 2 };
  });
  const nodes = chart.nodes.map(({ state, x, y }): Box => ({
    what: state,
    left: x,
    right: x + nodeWidth,
    top: y,
    bottom: y + nodeHeight,
  }));
  return { chart, captions, nodes };
}
const meet = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

it('finds the kinds', () => expect(kinds.length).toBeGreaterThanOrEqual(14));
it.each(kinds.flatMap((kind) => (['zh', 'en'] as const).map((language) => [kind.kind, language, kind] as const)))(
  '%s in %s',
  (_name, language, kind) => {
    const { chart, captions, nodes } = boxesOf(kind, language);
    const outside = captions.filter(
      ({ left, right, top, bottom }) => left < 0 || right > chartWidth || top < 0 || bottom > chart.height,
    );
    const onBoxes = captions.flatMap((one) =>
      nodes.filter((node) => meet(one, node)).map((node) => [one.what, node.what]),
    );
    const onCaptions = captions.flatMap((one, index) =>
      captions.slice(index + 1).flatMap((other) => (meet(one, other) ? [[one.what, other.what]] : [])),
    );
    expect({ outside, onBoxes, onCaptions }).toEqual({ outside: [], onBoxes: [], onCaptions: [] });
  },
);
