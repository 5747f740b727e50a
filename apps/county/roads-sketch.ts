// A road map being drawn: points in metres, roads along them, the nearest point to a place found by a grid.
import type { LonLat } from '#platform/contract.ts';
import { planeAround } from '#foundation/geo/rules/distance.ts';
import type { OsmContent } from '#foundation/geo/rules/osm/write-pbf.ts';
import type { Random } from './random.ts';

type Point = readonly [east: number, north: number];
type Tags = Record<string, string>;

const cellMetres = 600;

export class RoadSketch {
  readonly points: Point[] = [];
  private readonly tagsAt = new Map<number, Tags>();
  private readonly ways: { tags: Tags; points: number[] }[] = [];
  private readonly bans: { from: number; via: number; to: number; rule: string }[] = [];
  private readonly cells = new Map<string, number[]>();
  private readonly numbers: Random;
  private readonly plane: ReturnType<typeof planeAround>;

  constructor(origin: LonLat, numbers: Random) {
    this.plane = planeAround(origin);
    this.numbers = numbers;
  }

  toMetres(place: LonLat): Point {
    return this.plane.toMetres(place);
  }

  /** `joinable` points are found again as the nearest place where another road may begin. */
  point(at: Point, joinable = true, tags?: Tags): number {
    const index = this.points.push(at) - 1;
    if (tags) this.tagsAt.set(index, tags);
    if (joinable) {
      const key = this.cellOf(at);
      const cell = this.cells.get(key);
      if (cell) cell.push(index);
      else this.cells.set(key, [index]);
    }
    return index;
  }

  /** Returns the way's number, for turn bans. */
  way(points: number[], tags: Tags): number {
    return this.ways.push({ points, tags }) - 1;
  }

  ban(from: number, via: number, to: number, rule: string): void {
    this.bans.push({ from, via, to, rule });
  }

  /** A winding road between two points: each half is bent aside a little, and each half of a half, as valleys wind. */
  winding(from: number, to: number, { bend, step }: { bend: number; step: number }): number[] {
    const [a, b] = [this.points[from]!, this.points[to]!];
    const line = [a, ...this.bent(a, b, bend, step), b];
    return [from, ...line.slice(1, -1).map((at) => this.point(at)), to];
  }

  private bent(a: Point, b: Point, bend: number, step: number): Point[] {
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    if (Math.hypot(dx, dy) <= step) return [];
    const aside = (this.numbers.next() - 0.5) * 2 * bend;
    const middle: Point = [(a[0] + b[0]) / 2 - dy * aside, (a[1] + b[1]) / 2 + dx * aside];
    return [...this.bent(a, middle, bend, step), middle, ...this.bent(middle, b, bend, step)];
  }

  /** The nearest joinable point that is at least `least` metres away. */
  nearest(at: Point, least = 0): { point: number; metres: number } | undefined {
    const [column, row] = [Math.floor(at[0] / cellMetres), Math.floor(at[1] / cellMetres)];
    let best: { point: number; metres: number } | undefined;
    for (let ring = 0; ring < 400 && (!best || best.metres > (ring - 1) * cellMetres); ring++)
      for (let x = column - ring; x <= column + ring; x++)
        for (let y = row - ring; y <= row + ring; y += Math.abs(x - column) === ring ? 1 : Math.max(1, 2 * ring))
          for (const point of this.cells.get(`${x}:${y}`) ?? []) {
            const there = this.points[point]!;
            const metres = Math.hypot(there[0] - at[0], there[1] - at[1]);
            if (metres >= least && metres < (best?.metres ?? Infinity)) best = { point, metres };
          }
    return best;
  }

  private cellOf([x, y]: Point): string {
    return `${Math.floor(x / cellMetres)}:${Math.floor(y / cellMetres)}`;
  }

  done(): OsmContent {
    return {
      nodes: this.points.map((at, index) => {
        const [lon, lat] = this.plane.toDegrees(at);
        const tags = this.tagsAt.get(index);
        return { id: index + 1, lon, lat, ...(tags && { tags }) };
      }),
      ways: this.ways.map(({ tags, points }, index) => ({
        id: index + 1,
        tags,
        refs: points.map((point) => point + 1),
      })),
      relations: this.bans.map(({ from, via, to, rule }, index) => ({
        id: index + 1,
        tags: { type: 'restriction', restriction: rule },
        members: [
          { type: 'way', id: from + 1, role: 'from' },
          { type: 'node', id: via + 1, role: 'via' },
          { type: 'way', id: to + 1, role: 'to' },
        ],
      })),
    };
  }
}
