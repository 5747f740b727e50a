// Keeps travel matrices: the latest in memory, large ones also on disk, so that a restart does not work them out again.
import type { Spool } from '#platform/kernel/files/spool.ts';
import type { TravelMatrix } from '../../rules/travel.ts';
import { intoSharedMemory } from './shared-file.ts';

type Kept = Pick<TravelMatrix, 'rows' | 'columns' | 'seconds' | 'metres' | 'offRoadMetres'>;
interface MatrixShelf {
  get(key: string): Promise<Kept | undefined>;
  put(key: string, matrix: Kept): Promise<void>;
}

/** Matrices of another network are thrown away with this prefix. */
export const matrixPrefix = 'roads-matrix-';
const mostInMemory = 8;
/** Fewer entries are worked out sooner than they are read. */
const leastOnDisk = 2_000;

export function createMatrixShelf(spool: Spool): MatrixShelf {
  const memory = new Map<string, Kept>();
  const remember = (key: string, matrix: Kept): Kept => {
    memory.delete(key);
    memory.set(key, matrix);
    const [oldest] = memory.keys();
    if (memory.size > mostInMemory) memory.delete(oldest!);
    return matrix;
  };
  return {
    async get(key) {
      const known = memory.get(key);
      if (known) return remember(key, known);
      // A damaged file is as good as none.
      const kept = await readMatrix(spool, matrixPrefix + key).catch(() => undefined);
      return kept && remember(key, kept);
    },
    async put(key, matrix) {
      remember(key, matrix);
      if (matrix.seconds.length < leastOnDisk) return;
      const head = Float64Array.of(matrix.rows, matrix.columns);
      const parts = [head, matrix.seconds, matrix.metres, matrix.offRoadMetres];
      await spool.write(
        matrixPrefix + key,
        parts.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)),
      );
    },
  };
}

async function readMatrix(spool: Spool, name: string): Promise<Kept | undefined> {
  const content = await spool.read(name);
  if (!content) return undefined;
  const numbers = new Float64Array((await intoSharedMemory(content)).buffer);
  const [rows, columns] = [numbers[0]!, numbers[1]!];
  const size = rows * columns;
  return {
    rows,
    columns,
    seconds: Float64Array.from(numbers.subarray(2, 2 + size)),
    metres: Float64Array.from(numbers.subarray(2 + size, 2 + 2 * size)),
    offRoadMetres: Float64Array.from(numbers.subarray(2 + 2 * size)),
  };
}
