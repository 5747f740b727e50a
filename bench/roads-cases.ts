// Reads cases for the road bench: two positions and the metres that a router drives between them, in whatever columns they stand.
import type { LonLat } from '#platform/contract.ts';

export interface RoadCase {
  from: LonLat;
  to: LonLat;
  metres: number;
}

const words = {
  fromLat: /^(?:from|start|origin|src|a)[_ .-]?lat(?:itude)?$|^lat(?:itude)?_?(?:1|from|a)$/,
  fromLon: /^(?:from|start|origin|src|a)[_ .-]?(?:lon|lng|long)(?:itude)?$|^(?:lon|lng|longitude)_?(?:1|from|a)$/,
  toLat: /^(?:to|end|target|dest(?:ination)?|dst|b)[_ .-]?lat(?:itude)?$|^lat(?:itude)?_?(?:2|to|b)$/,
  toLon:
    /^(?:to|end|target|dest(?:ination)?|dst|b)[_ .-]?(?:lon|lng|long)(?:itude)?$|^(?:lon|lng|longitude)_?(?:2|to|b)$/,
  from: /^(?:from|start|origin|source)(?:_point)?$/,
  to: /^(?:to|end|target|dest(?:ination)?)(?:_point)?$/,
  metres: /^(?:expected_?)?(?:metres|meters|m|distance(?:_?(?:m|metres|meters))?|expected)$/,
} as const;

/**
 * The first line names the columns: `from_lat,from_lon,to_lat,to_lon,metres` in any order and with the usual other names,
 * or `from,to,metres` with pairs "lat,lon" in quotes (`lon,lat` where the first number can't be a latitude). Without a
 * first line of words the five columns stand in that order. Lines that begin with # are left out.
 * Throws with the line's number where a number can't be read.
 */
export function readCases(text: string): RoadCase[] {
  const lines = text
    .split(/\r?\n/)
    .map((line, index) => ({ cells: cellsOf(line), number: index + 1 }))
    .filter(({ cells }) => cells.some((cell) => cell !== '') && !cells[0]!.startsWith('#'));
  const [first] = lines;
  if (!first) return [];
  const named = first.cells.some((cell) => /[a-z]/i.test(cell) && !Number.isFinite(Number(cell)));
  const header = named
    ? first.cells.map((cell) => cell.toLowerCase())
    : ['from_lat', 'from_lon', 'to_lat', 'to_lon', 'metres'];
  const column = (name: keyof typeof words) => header.findIndex((cell) => words[name].test(cell));
  const metres = column('metres');
  if (metres < 0) throw new Error('the first line names no column with metres');
  return (named ? lines.slice(1) : lines).map(({ cells, number }) => {
    const read = (at: number): number => {
      const value = Number(cells[at]);
      if (at < 0 || cells[at] === '' || !Number.isFinite(value)) throw new Error(`line ${number}: a number is missing`);
      return value;
    };
    const position = (lat: number, lon: number, pair: number): LonLat => {
      if (lat >= 0 && lon >= 0) return [read(lon), read(lat)];
      const parts = (cells[pair] ?? '').split(/[\s,;]+/).map(Number);
      if (parts.length !== 2 || parts.some((part) => !Number.isFinite(part)))
        throw new Error(`line ${number}: no pair of latitude and longitude`);
      return Math.abs(parts[0]!) > 90 ? [parts[0]!, parts[1]!] : [parts[1]!, parts[0]!];
    };
    return {
      from: position(column('fromLat'), column('fromLon'), column('from')),
      to: position(column('toLat'), column('toLon'), column('to')),
      metres: read(metres),
    };
  });
}

/** Commas, semicolons or tabs between cells; quotes keep them inside. */
function cellsOf(line: string): string[] {
  const bare = line.replaceAll(/"[^"]*"/g, '');
  const mark = bare.includes('\t') ? '\t' : bare.includes(';') ? ';' : ',';
  const cells: string[] = [''];
  let quoted = false;
  for (const sign of line) {
    if (sign === '"') quoted = !quoted;
    else if (sign === mark && !quoted) cells.push('');
    else cells[cells.length - 1] += sign;
  }
  return cells.map((cell) => cell.trim());
}
