// Runs instances on threads of their own, one or two side by side.
import { Worker } from 'node:worker_threads';
import type { InstanceAnswer, InstanceTask } from './instance-thread.ts';

export const onThread = (task: InstanceTask): Promise<InstanceAnswer> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./instance-thread.ts', import.meta.url), { workerData: task });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread for ${task.file} ended with ${code} and no answer`)));
  });

/** Results in the order of the tasks. */
export async function sideBySide<Task, Result>(
  tasks: readonly Task[],
  width: number,
  run: (task: Task) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (next < tasks.length) {
        const at = next++;
        results[at] = await run(tasks[at]!);
      }
    }),
  );
  return results;
}
