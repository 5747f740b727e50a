// Reads Cordeau's periodic and multi-depot instance files (types 1 PVRP, 2 MDVRP read as 1 day per depot is refused, 4 PVRPTW).

export interface CordeauCustomer {
  number: number;
  x: number;
  y: number;
  service: number;
  demand: number;
  frequency: number;
  /** Each a list of days, 0 = first. */
  combinations: number[][];
  window?: { from: number; to: number };
}

export interface CordeauInstance {
  days: number;
  vehiclesPerDay: number;
  /** Infinity where the file says 0. */
  maxDuration: number[];
  capacity: number[];
  depot: { x: number; y: number; from?: number; to?: number };
  customers: CordeauCustomer[];
}

/** A code's bits from the most significant one are the days from the first on. */
function daysOf(code: number, days: number): number[] {
  return Array.from({ length: days }, (_, day) => day).filter((day) => (code >> (days - 1 - day)) & 1);
}

/** Throws an error with the line's number where the file is no such instance. */
export function readCordeau(text: string): CordeauInstance {
  const lines = text
    .split(/\r?\n/)
    .map((line, index) => ({ number: index + 1, numbers: line.trim().split(/\s+/).filter(Boolean).map(Number) }))
    .filter(({ numbers }) => numbers.length > 0);
  const bad = lines.find(({ numbers }) => numbers.some((value) => !Number.isFinite(value)));
  if (bad) throw new Error(`line ${bad.number} holds something that is no number`);
  const [type, vehiclesPerDay, count, days] = lines[0]?.numbers ?? [];
  if (type !== 1 && type !== 4)
    throw new Error(`type ${type} is not read here: only 1 (PVRP) and 4 (PVRP with time windows) are`);
  if (!vehiclesPerDay || !count || !days) throw new Error('the first line must give type, vehicles, customers, days');
  const limits = lines.slice(1, 1 + days).map(({ numbers }) => numbers);
  const rows = lines.slice(1 + days);
  if (limits.length !== days || rows.length < count + 1)
    throw new Error(`${count} customers and ${days} days are announced, ${rows.length - 1} customers follow`);
  const unlimited = (value: number | undefined) => (value === undefined || value === 0 ? Infinity : value);
  const customers = rows.slice(1, count + 1).map(({ numbers }): CordeauCustomer => {
    const [number, x, y, service, demand, frequency, choices, ...rest] = numbers as [number, ...number[]];
    const codes = rest.slice(0, choices!);
    const [from, to] = rest.slice(choices!);
    return {
      number,
      x: x!,
      y: y!,
      service: service!,
      demand: demand!,
      frequency: frequency!,
      combinations: frequency === 0 || choices === 0 ? [[]] : codes.map((code) => daysOf(code, days)),
      ...(type === 4 && from !== undefined && to !== undefined ? { window: { from, to } } : {}),
    };
  });
  const [, x, y, ...depotRest] = rows[0]!.numbers;
  const [from, to] = type === 4 ? depotRest.slice(-2) : [];
  return {
    days,
    vehiclesPerDay,
    maxDuration: limits.map(([duration]) => unlimited(duration)),
    capacity: limits.map(([, capacity]) => unlimited(capacity)),
    depot: { x: x!, y: y!, from, to },
    customers,
  };
}
