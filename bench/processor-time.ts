// Processor time of a program and of the database sessions that worked for it, read from /proc while they run (Linux).
import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of /proc a second (USER_HZ of Linux, the same on every machine that Node runs on). */
const ticks = 100;
/** A session that lives shorter than this may go unseen. */
const everyMilliseconds = 500;

/** Seconds a process has used, in user and system mode (fields 14 and 15 of proc(5) stat). */
function usedBy(pid: string): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticks;
}

export interface ProcessorTime {
  /** Seconds so far; zero where this system shows none, or the database server is on another machine. */
  program: number;
  database: number;
}

/** Watches a process and the sessions of a database until stopped. */
export function watchProcessorTime(pid: number, database: string): { read(): ProcessorTime; stop(): void } {
  const before = new Map<string, number>();
  const seen = new Map<string, number>();
  const look = () => {
    try {
      for (const one of readdirSync('/proc')) {
        if (!/^\d+$/.test(one)) continue;
        try {
          const isSession = readFileSync(`/proc/${one}/cmdline`, 'utf8').includes(` ${database} `);
          if (one !== String(pid) && !isSession) continue;
          const used = usedBy(one);
          if (!before.has(one)) before.set(one, one === String(pid) && pid === process.pid ? used : 0);
          seen.set(one, used - before.get(one)!);
        } catch {
          // It has ended meanwhile.
        }
      }
    } catch {
      // This system has no /proc.
    }
  };
  look();
  const timer = setInterval(look, everyMilliseconds);
  return {
    read() {
      look();
      const program = seen.get(String(pid)) ?? 0;
      return { program, database: [...seen.values()].reduce((sum, used) => sum + used, 0) - program };
    },
    stop: () => clearInterval(timer),
  };
}
