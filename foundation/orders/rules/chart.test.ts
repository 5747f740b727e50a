// The chart fits a phone: boxes apart and inside, every transition drawn exactly once per state that it leaves.
import { expect, it } from 'vitest';
import { chartWidth, drawChart, nodeHeight, nodeWidth } from './chart.ts';
import { trialKind } from './testing/trial-kind.ts';

it('places every state inside the width, apart from the others', () => {
  const { nodes, height } = drawChart(trialKind, (name) => trialKind.transitions[name]!.label.zh);
  expect(nodes.map(({ state }) => state).toSorted()).toEqual(Object.keys(trialKind.states).toSorted());
  for (const [index, one] of nodes.entries()) {
    expect(one.x >= 0 && one.x + nodeWidth <= chartWidth && one.y >= 0 && one.y + nodeHeight <= height).toBe(true);
    for (const other of nodes.slice(index + 1))
      expect(
        Math.abs(one.x - other.x) >= nodeWidth || Math.abs(one.y - other.y) >= nodeHeight,
        `${one.state} ${other.state}`,
      ).toBe(true);
  }
});

it('draws every step once', () => {
  const { nodes, edges } = drawChart(trialKind, (name) => trialKind.transitions[name]!.label.zh);
  const drawn = [
    ...edges.flatMap(({ from, transitions }) => transitions.map((name) => `${from} ${name}`)),
    ...nodes.flatMap(({ state, loops }) => loops.map((name) => `${state} ${name}`)),
  ];
  const defined = Object.entries(trialKind.transitions).flatMap(([name, { from }]) =>
    from.map((state) => `${state} ${name}`),
  );
  expect(drawn.toSorted()).toEqual(defined.toSorted());
});

it('leads the way to completion straight down', () => {
  const { nodes } = drawChart(trialKind, (name) => trialKind.transitions[name]!.label.zh);
  const at = (state: string) => nodes.find((node) => node.state === state)!;
  expect([at('waiting').x, at('taken').x, at('done').x]).toEqual([at('done').x, at('done').x, at('done').x]);
  expect(at('waiting').y < at('taken').y && at('taken').y < at('done').y).toBe(true);
});
