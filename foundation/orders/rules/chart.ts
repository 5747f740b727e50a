// Draws the states of an order kind as a chart that a phone can hold: the way to completion straight down, ends and detours beside it.
import type { OrderKind } from './order-kind.ts';
import { isFinal } from './walk-states.ts';

export interface ChartNode {
  state: string;
  x: number;
  y: number;
  /** Transitions that stay in the state. */
  loops: string[];
}
export interface ChartEdge {
  from: string;
  to: string;
  transitions: string[];
  /** SVG path. */
  path: string;
  labelX: number;
  labelY: number;
  anchor: 'start' | 'middle' | 'end';
}
export interface Chart {
  width: number;
  height: number;
  nodes: ChartNode[];
  edges: ChartEdge[];
}

type Drawn = Pick<OrderKind, 'initial' | 'states' | 'transitions'>;

/** 390 pixels of a phone less its margins. */
export const chartWidth = 350;
export const nodeWidth = 104;
export const nodeHeight = 44;
const leftMargin = 62;
const sideX = chartWidth - nodeWidth - 4;
const rowHeight = 92;
const top = 6;

/** The shortest way from the first state to a completed one (or any final one). */
function mainPath(kind: Drawn): string[] {
  const before = new Map<string, string>();
  const queue = [kind.initial];
  const seen = new Set(queue);
  for (const state of queue)
    for (const { from, to } of Object.values(kind.transitions))
      if (from.includes(state) && !seen.has(to)) {
        seen.add(to);
        before.set(to, state);
        queue.push(to);
      }
  const ends = queue.filter((state) => isFinal(kind as OrderKind, state));
  const goal = ends.find((state) => kind.states[state]!.task === 'completed') ?? ends[0] ?? kind.initial;
  const path = [goal];
  while (before.has(path[0]!)) path.unshift(before.get(path[0]!)!);
  return path;
}

export function drawChart(kind: Drawn): Chart {
  const main = mainPath(kind);
  const rowOf = new Map(main.map((state, row) => [state, row]));
  const places = new Map<string, { x: number; y: number }>(
    main.map((state, row) => [state, { x: leftMargin, y: top + row * rowHeight }]),
  );
  let next = 0;
  const sides = Object.keys(kind.states).filter((state) => !rowOf.has(state));
  const firstRow = (state: string) =>
    Math.min(
      ...Object.values(kind.transitions)
        .filter(({ to }) => to === state)
        .flatMap(({ from }) => from.map((one) => rowOf.get(one) ?? main.length)),
    );
  for (const state of sides.toSorted((a, b) => firstRow(a) - firstRow(b))) {
    places.set(state, { x: sideX, y: top + rowHeight / 2 + next * rowHeight });
    next += 1;
  }
  const loops = new Map<string, string[]>();
  const joined = new Map<string, string[]>();
  for (const [name, { from, to }] of Object.entries(kind.transitions))
    for (const state of from) {
      const into = state === to ? loops : joined;
      const key = state === to ? state : `${state} ${to}`;
      into.set(key, [...(into.get(key) ?? []), name]);
    }
  const rows = Math.max(main.length, next + 0.5);
  return {
    width: chartWidth,
    height: top * 2 + (rows - 1) * rowHeight + nodeHeight + 18,
    nodes: [...places].map(([state, place]) => ({ state, ...place, loops: loops.get(state) ?? [] })),
    edges: [...joined].map(([key, transitions]) => {
      const [from, to] = key.split(' ') as [string, string];
      return { from, to, transitions, ...route(places, rowOf, from, to) };
    }),
  };
}

type Route = Pick<ChartEdge, 'path' | 'labelX' | 'labelY' | 'anchor'>;

function route(
  places: ReadonlyMap<string, { x: number; y: number }>,
  rowOf: ReadonlyMap<string, number>,
  from: string,
  to: string,
): Route {
  const [a, b] = [places.get(from)!, places.get(to)!];
  const [fromRow, toRow] = [rowOf.get(from), rowOf.get(to)];
  const middle = (place: { y: number }) => place.y + nodeHeight / 2;
  if (fromRow !== undefined && toRow === fromRow + 1) {
    const x = a.x + nodeWidth / 2;
    const end = b.y;
    return {
      path: `M${x} ${a.y + nodeHeight}V${end}`,
      labelX: x - 6,
      labelY: (a.y + nodeHeight + end) / 2 + 4,
      anchor: 'end',
    };
  }
  if (fromRow !== undefined && toRow !== undefined) {
    // Back, or over several: an arc in the left margin.
    const reach = leftMargin - 14 - 8 * Math.min(4, Math.abs(fromRow - toRow) - 1);
    const x = a.x - reach + 20;
    return {
      path: `M${a.x} ${middle(a) - 6}C${x} ${middle(a) - 6} ${x} ${middle(b) + 6} ${b.x} ${middle(b) + 6}`,
      labelX: 2,
      labelY: (middle(a) + middle(b)) / 2 + 4,
      anchor: 'start',
    };
  }
  if (fromRow === undefined && toRow === undefined) {
    const x = a.x + nodeWidth / 2;
    const [startY, endY] = b.y > a.y ? [a.y + nodeHeight, b.y] : [a.y, b.y + nodeHeight];
    return { path: `M${x} ${startY}V${endY}`, labelX: x - 6, labelY: (startY + endY) / 2 + 4, anchor: 'end' };
  }
  const right = toRow === undefined;
  const startX = right ? a.x + nodeWidth : a.x;
  const endX = right ? b.x : b.x + nodeWidth;
  const bend = (startX + endX) / 2;
  return {
    path: `M${startX} ${middle(a)}C${bend} ${middle(a)} ${bend} ${middle(b)} ${endX} ${middle(b)}`,
    // Above the box at the side: one caption for all that lead there.
    labelX: right ? b.x + nodeWidth / 2 : a.x + nodeWidth / 2,
    labelY: right ? b.y - 5 : a.y + nodeHeight + 14,
    anchor: 'middle',
  };
}
