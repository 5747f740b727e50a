// What a bench is: a function that measures and says whether every bar for the engine at hand was met.

export interface BenchOptions {
  note(line: string): void;
  /** PostgreSQL address; without it the embedded database. */
  database?: string;
  /** Data folder of a county that stands already. */
  data?: string;
  rounds?: number;
  residents?: number;
  /** Address of another server of the same kind to compare with. */
  peer?: string;
  /** Folder of periodic instances with a `bks.csv`. */
  instances?: string;
  /** Seconds of each search. */
  seconds?: number;
  /** Folder of .vrp files. */
  cvrp?: string;
  /** Path of a VROOM binary to compare with. */
  vroom?: string;
  /** An OpenStreetMap extract to measure on. */
  pbf?: string;
  /** A CSV file with positions and the metres between them. */
  cases?: string;
  /** Simulated vehicle terminals. */
  terminals?: number;
  /** Random histories of orders. */
  interleavings?: number;
  /** Of generated input. */
  seed?: number;
  /** Mutated frames. */
  fuzz?: number;
}

export interface BenchResult {
  ok: boolean;
  /** Anything that JSON holds. */
  figures: Record<string, unknown>;
  /** Peers measured in the same run; null where a peer is absent. */
  peers: Record<string, number | null>;
  engine: string;
}

export type Bench = (options: BenchOptions) => Promise<BenchResult>;
