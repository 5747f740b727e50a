// Draws the states of an order kind as a chart that a phone can hold: the way to completion straight down, ends and detours beside it.
import { captionLine, wrapLabels, type Captioned } from './chart-captions.ts';
import type { OrderKind } from './order-kind.ts';
import { isFinal } from './walk-states.ts';

export interface ChartNode {
  state: string;
  x: number;
  y: number;
  /** Transitions that stay in the state. */
  loops: string[];
}
export interface ChartEdge extends Captioned {
  from: string;
  to: string;
  /** SVG path. */
  path: string;
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
const leftMargin = 66;
const sideX = chartWidth - nodeWidth - 4;
/** Between the left boxes and the edge, around the middle of a box at the side. */
const sideRoom = nodeWidth + 6;
/** Between two boxes of the main way, at least. */
const leastGap = 48;
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

type Step = Drawn['transitions'][string];
const captionLines = (
  kind: Drawn,
  labelOf: (transition: string) => string,
  room: number,
  found: (step: Step) => boolean,
): number =>
  wrapLabels(
    Object.entries(kind.transitions)
      .filter(([, step]) => found(step))
      .map(([name]) => labelOf(name)),
    room,
  ).length;
/** Back, or over several boxes of the main way. */
const isArc = (fromRow: number | undefined, toRow: number | undefined): boolean =>
  fromRow !== undefined && toRow !== undefined && fromRow !== toRow && toRow !== fromRow + 1;

export function drawChart(kind: Drawn, labelOf: (transition: string) => string): Chart {
  const main = mainPath(kind);
  const rowOf = new Map(main.map((state, row) => [state, row]));
  const arcs = Object.values(kind.transitions).some(({ from, to }) =>
    from.some((one) => isArc(rowOf.get(one), rowOf.get(to))),
  );
  // Arcs have the margin at the left for their own captions.
  const mainRoom = nodeWidth / 2 - 6 + (arcs ? 0 : leftMargin - 6);
  const mostLines = Math.max(
    ...main.map((state, row) =>
      captionLines(kind, labelOf, mainRoom, ({ from, to }) => to === state && row > 0 && from.includes(main[row - 1]!)),
    ),
  );
  const rowHeight = nodeHeight + Math.max(leastGap, mostLines * captionLine + 14);
  const places = new Map<string, { x: number; y: number }>(
    main.map((state, row) => [state, { x: leftMargin, y: top + row * rowHeight }]),
  );
  const sides = Object.keys(kind.states).filter((state) => !rowOf.has(state));
  const firstRow = (state: string) =>
    Math.min(
      ...Object.values(kind.transitions)
        .filter(({ to }) => to === state)
        .flatMap(({ from }) => from.map((one) => rowOf.get(one) ?? main.length)),
    );
  const linesOf = (found: (step: Step) => boolean) => captionLines(kind, labelOf, sideRoom, found);
  let free = 0;
  for (const state of sides.toSorted((a, b) => firstRow(a) - firstRow(b))) {
    const above = linesOf(({ from, to }) => to === state && from.some((one) => one !== state));
    const below = linesOf(({ from, to }) => from.includes(state) && rowOf.has(to));
    const y = Math.max(top + rowHeight / 2, free + above * captionLine + 8);
    places.set(state, { x: sideX, y });
    free = y + nodeHeight + below * captionLine + 14;
  }
  const loops = new Map<string, string[]>();
  const joined = new Map<string, string[]>();
  for (const [name, { from, to }] of Object.entries(kind.transitions))
    for (const state of from) {
      const into = state === to ? loops : joined;
      const key = state === to ? state : `${state} ${to}`;
      into.set(key, [...(into.get(key) ?? []), name]);
    }
  return {
    width: chartWidth,
    height: Math.max(top * 2 + (main.length - 1) * rowHeight + nodeHeight + 18, free),
    nodes: [...places].map(([state, place]) => ({ state, ...place, loops: loops.get(state) ?? [] })),
    edges: [...joined].map(([key, transitions]) => {
      const [from, to] = key.split(' ') as [string, string];
      return { from, to, transitions, ...route(places, rowOf, mainRoom, from, to) };
    }),
  };
}

type Route = Pick<ChartEdge, 'path' | 'labelX' | 'labelY' | 'anchor' | 'room' | 'grows'>;

function route(
  places: ReadonlyMap<string, { x: number; y: number }>,
  rowOf: ReadonlyMap<string, number>,
  mainRoom: number,
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
      room: mainRoom,
      grows: 'both',
    };
  }
  if (isArc(fromRow, toRow)) {
    // In the left margin.
    const reach = leftMargin - 14 - 8 * Math.min(4, Math.abs(fromRow! - toRow!) - 1);
    const x = a.x - reach + 20;
    return {
      path: `M${a.x} ${middle(a) - 6}C${x} ${middle(a) - 6} ${x} ${middle(b) + 6} ${b.x} ${middle(b) + 6}`,
      labelX: 2,
      labelY: (middle(a) + middle(b)) / 2 + 4,
      anchor: 'start',
      room: leftMargin - 6,
      grows: 'both',
    };
  }
  // Above the box to which they lead: one caption for all.
  const over = { labelX: b.x + nodeWidth / 2, labelY: b.y - 5, anchor: 'middle', room: sideRoom, grows: 'up' } as const;
  if (fromRow === undefined && toRow === undefined) {
    const x = sideX - 34;
    const path = `M${a.x} ${middle(a)}C${x} ${middle(a)} ${x} ${middle(b)} ${b.x} ${middle(b)}`;
    return { path, ...over };
  }
  const right = toRow === undefined;
  const startX = right ? a.x + nodeWidth : a.x;
  const endX = right ? b.x : b.x + nodeWidth;
  const bend = (startX + endX) / 2;
  const path = `M${startX} ${middle(a)}C${bend} ${middle(a)} ${bend} ${middle(b)} ${endX} ${middle(b)}`;
  if (right) return { path, ...over };
  return {
    path,
    labelX: a.x + nodeWidth / 2,
    labelY: a.y + nodeHeight + 14,
    anchor: 'middle',
    room: sideRoom,
    grows: 'down',
  };
}
